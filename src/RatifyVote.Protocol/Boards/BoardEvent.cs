using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Boards;

/// <summary>The six kinds of event of a board (belenios-format section 4). Their names are what stands in the record.</summary>
public enum BoardEventType { Setup, Ballot, EndBallots, EncryptedTally, PartialDecryption, Result }

/// <summary>Where a board ends: what the next event links to.</summary>
public readonly record struct BoardPosition(int Height, RecordHash Hash);

/// <summary>One entry of the append-only chain.</summary>
/// <param name="Parent">SHA-256 of the previous event's record; absent in the first.</param>
/// <param name="Payload">SHA-256 of the record the event speaks of; absent in EndBallots.</param>
public sealed record BoardEvent(RecordHash? Parent, int Height, BoardEventType Type, RecordHash? Payload)
{
    /// <summary>The event that follows <paramref name="previous"/> (null for the first).</summary>
    public static BoardEvent Append(BoardPosition? previous, BoardEventType type, RecordHash? payload) =>
        new(previous?.Hash, previous is { } p ? checked(p.Height + 1) : 0, type, payload);

    /// <summary>The position that this event makes.</summary>
    public BoardPosition Position => new(Height, RecordHash.Of(Write()));

    public byte[] Write()
    {
        CanonicalWriter writer = new CanonicalWriter().Open('{');
        if (Parent is { } parent) writer.Key("parent").Hash(parent);
        writer.Key("height").Number(Height).Key("type").Text(Type.ToString());
        if (Payload is { } payload) writer.Key("payload").Hash(payload);
        return writer.Close('}').ToUtf8();
    }

    /// <summary>Reads exactly the canonical bytes of an event. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out BoardEvent? boardEvent, out RecordFault fault)
    {
        boardEvent = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        BoardEvent read = new(
            fields.Optional("parent") is { } parent ? reader.Hash(parent) : null,
            reader.Small(fields.Required("height")),
            ReadType(reader, fields.Required("type")),
            fields.Optional("payload") is { } payload ? reader.Hash(payload) : null);
        fields.NoOthers();
        if (reader.Ok && !record.SequenceEqual(read.Write())) reader.Fail(RecordFault.NotCanonical);
        fault = reader.Fault;
        boardEvent = reader.Ok ? read : null;
        return reader.Ok;
    }

    private static BoardEventType ReadType(RecordReader reader, JsonValue value)
    {
        string text = reader.Text(value);
        foreach (BoardEventType type in Enum.GetValues<BoardEventType>())
        {
            if (type.ToString() == text) return type;
        }

        reader.Fail(RecordFault.TextNotCanonical);
        return default;
    }
}
