// From entries to steps: every event with the data records it calls for. Ref: belenios-format section 4, "Entries"; section 10, check 2.
using System.Collections.Immutable;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Boards;

/// <summary>What is wrong with the chain of a board. The zero value says that nothing was found wrong.</summary>
public enum ChainFault
{
    None,
    Unreadable,
    EventNotCanonical,
    WrongHeightOrParent,
    EventOutOfOrder,
    WrongRecords,
    RecordsWithoutEvent,
}

/// <summary>The words for a <see cref="ChainFault"/>.</summary>
public static class ChainFaultWords
{
    public static string Words(this ChainFault fault) => fault switch
    {
        ChainFault.None => "nothing wrong",
        ChainFault.Unreadable => "The archive's bytes are not those of an archive.",
        ChainFault.EventNotCanonical => "The event is not written canonically.",
        ChainFault.WrongHeightOrParent => "The event does not follow the one before it.",
        ChainFault.EventOutOfOrder => "An event of this type may not stand here.",
        ChainFault.WrongRecords => "The records before the event are not those it calls for.",
        ChainFault.RecordsWithoutEvent => "Records at the end belong to no event.",
    };
}

/// <summary>One event, its hash, and the data records before it.</summary>
/// <param name="ReplaysBallot">A Ballot event whose ballot is already on the board, whether it stands here again or not.</param>
public sealed record BoardGroup(BoardEvent Event, RecordHash Hash, ImmutableArray<ArchiveEntry> Records, bool ReplaysBallot);

/// <summary>Reads a board's steps in order and checks that they form one chain.</summary>
public sealed class BoardGroups(ArchiveReader reader)
{
    private const int MostRecords = 4;

    private readonly HashSet<RecordHash> ballots = [];
    private BoardPosition? position;

    public BoardState State { get; private set; }

    public ChainFault Fault { get; private set; }

    /// <summary>The type of the event that is wrong, where it could be read.</summary>
    public BoardEventType? FaultyType { get; private set; }

    /// <summary>The next step, or null at the end and at a fault (also one of the reader).</summary>
    public BoardGroup? Next()
    {
        if (Fault is not ChainFault.None) return null;
        ImmutableArray<ArchiveEntry>.Builder records = ImmutableArray.CreateBuilder<ArchiveEntry>();
        while (reader.Next() is { } entry)
        {
            if (entry.IsEvent) return Close(entry, records.ToImmutable());
            records.Add(entry);
            if (records.Count > MostRecords) return Fail(ChainFault.WrongRecords);
        }

        if (reader.Fault is not ArchiveFault.None) return Fail(ChainFault.Unreadable);
        return records.Count > 0 ? Fail(ChainFault.RecordsWithoutEvent) : null;
    }

    private BoardGroup? Close(ArchiveEntry entry, ImmutableArray<ArchiveEntry> records)
    {
        if (!BoardEvent.TryParse(entry.Body, out BoardEvent? read, out _)) return Fail(ChainFault.EventNotCanonical);
        FaultyType = read.Type;
        BoardEvent expected = BoardEvent.Append(position, read.Type, read.Payload);
        if (read != expected) return Fail(ChainFault.WrongHeightOrParent);
        if (State.After(read.Type) is not { } next) return Fail(ChainFault.EventOutOfOrder);
        bool replays = read is { Type: BoardEventType.Ballot, Payload: { } ballot } && ballots.Contains(ballot);
        if (!(replays && records.IsEmpty) && (records.Length != RecordsOf(read.Type) || read.Payload != (records.IsEmpty ? null : records[^1].Hash)))
            return Fail(ChainFault.WrongRecords);
        if (read is { Type: BoardEventType.Ballot, Payload: { } added }) ballots.Add(added);
        State = next;
        position = new BoardPosition(read.Height, entry.Hash);
        FaultyType = null;
        return new BoardGroup(read, entry.Hash, records, replays);
    }

    private static int RecordsOf(BoardEventType type) => type switch
    {
        BoardEventType.Setup => 4,
        BoardEventType.Ballot or BoardEventType.Result => 1,
        BoardEventType.EndBallots => 0,
        BoardEventType.EncryptedTally or BoardEventType.PartialDecryption => 2,
    };

    private BoardGroup? Fail(ChainFault fault)
    {
        Fault = fault;
        return null;
    }
}
