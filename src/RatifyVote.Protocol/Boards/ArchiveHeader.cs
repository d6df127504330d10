using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Boards;

/// <summary>The first entry of an archive, named BELENIOS. Its time (Unix seconds) is the time of every entry.</summary>
public sealed record ArchiveHeader(long Timestamp)
{
    public const string EntryName = "BELENIOS";

    // The time stands as a text: belenios-tool 2.0 compares byte by byte.
    public byte[] Write() => new CanonicalWriter().Open('{').Key("version").Number(1)
        .Key("timestamp").Text(Timestamp.ToString(CultureInfo.InvariantCulture)).Close('}').ToUtf8();

    /// <summary>Reads exactly the canonical bytes. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out ArchiveHeader? header)
    {
        header = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out _)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        reader.Small(fields.Required("version"), least: 1, most: 1);
        string text = reader.Text(fields.Required("timestamp"));
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long timestamp) || timestamp > TarHeader.Largest) return false;
        ArchiveHeader read = new(timestamp);
        if (!reader.Ok || !record.SequenceEqual(read.Write())) return false;
        header = read;
        return true;
    }
}
