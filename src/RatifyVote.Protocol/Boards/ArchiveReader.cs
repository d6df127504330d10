// Reads an archive strictly, one entry at a time. Ref: belenios-format section 4; section 10, check 1.
// Rejects: any block that the writer would not write, other times, names that are not the hash of the body, surplus or
// missing bytes. Memory: one entry.
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Boards;

/// <summary>What is wrong with the bytes of an archive. The zero value says that nothing was found wrong.</summary>
public enum ArchiveFault
{
    None,
    NotOldStyleTar,
    Truncated,
    PaddingNotZero,
    EntryTooLarge,
    FirstEntryNotHeader,
    OtherTime,
    UnknownName,
    NameNotHash,
}

/// <summary>The words for an <see cref="ArchiveFault"/>.</summary>
public static class ArchiveFaultWords
{
    public static string Words(this ArchiveFault fault) => fault switch
    {
        ArchiveFault.None => "nothing wrong",
        ArchiveFault.NotOldStyleTar => "The block is not the header that an archive has there.",
        ArchiveFault.Truncated => "The archive ends in the middle of an entry.",
        ArchiveFault.PaddingNotZero => "The space after the entry is not empty.",
        ArchiveFault.EntryTooLarge => "The entry is larger than any record of an election.",
        ArchiveFault.FirstEntryNotHeader => "The archive does not start with its header.",
        ArchiveFault.OtherTime => "The entry has another time than the archive.",
        ArchiveFault.UnknownName => "The entry's name is not that of a record or an event.",
        ArchiveFault.NameNotHash => "The entry's name is not the hash of its content.",
    };
}

/// <summary>One record or event of an archive.</summary>
/// <param name="BodyAt">Where the body starts in the archive.</param>
public sealed record ArchiveEntry(bool IsEvent, RecordHash Hash, byte[] Body, long BodyAt)
{
    internal const string DataSuffix = ".data.json";
    internal const string EventSuffix = ".event.json";
}

/// <summary>Reads the entries of one archive in order.</summary>
public sealed class ArchiveReader
{
    /// <summary>No record is larger; the list of public credentials of a million members is 67 MB.</summary>
    public const int LargestEntry = 256 << 20;

    private readonly Stream stream;
    private readonly byte[] block = new byte[TarHeader.Block];
    private ArchiveHeader? header;

    /// <param name="stream">At the archive's first byte. Must be seekable if <see cref="ReadAgain"/> is used.</param>
    public ArchiveReader(Stream stream) => this.stream = stream;

    public ArchiveFault Fault { get; private set; }

    /// <summary>Where the entry starts that was read last, or that is wrong.</summary>
    public long EntryAt { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>The next entry after the archive's header, or null at the end and at a fault. Never throws on what the bytes say.</summary>
    public ArchiveEntry? Next()
    {
        if (Fault is not ArchiveFault.None) return null;
        if (header is null && !ReadHeader()) return null;
        if (ReadRaw(out TarHeader tar, out byte[] body) is not true) return null;
        if (tar.Time != header!.Timestamp) return Fail(ArchiveFault.OtherTime);
        bool isEvent = tar.Name.EndsWith(ArchiveEntry.EventSuffix, StringComparison.Ordinal);
        string suffix = isEvent ? ArchiveEntry.EventSuffix : ArchiveEntry.DataSuffix;
        if (!tar.Name.EndsWith(suffix, StringComparison.Ordinal) || !RecordHash.TryParseHex(tar.Name[..^suffix.Length], out RecordHash name))
            return Fail(ArchiveFault.UnknownName);
        if (name != RecordHash.Of(body)) return Fail(ArchiveFault.NameNotHash);
        return new ArchiveEntry(isEvent, name, body, EntryAt + TarHeader.Block);
    }

    /// <summary>The body of an entry that was read before. Reading goes on where it was.</summary>
    public byte[] ReadAgain(long bodyAt, int length)
    {
        byte[] body = new byte[length];
        long back = stream.Position;
        stream.Position = bodyAt;
        stream.ReadExactly(body);
        stream.Position = back;
        return body;
    }

    private bool ReadHeader()
    {
        bool? read = ReadRaw(out TarHeader tar, out byte[] body);
        if (read is false) return false;
        if (read is null || tar.Name != ArchiveHeader.EntryName || !ArchiveHeader.TryParse(body, out header))
        {
            Fault = ArchiveFault.FirstEntryNotHeader;
            return false;
        }

        if (tar.Time != header.Timestamp) Fault = ArchiveFault.OtherTime;
        return Fault is ArchiveFault.None;
    }

    // True: an entry; null: the end of the archive; false: a fault.
    private bool? ReadRaw(out TarHeader tar, out byte[] body)
    {
        tar = default;
        body = [];
        EntryAt = Position;
        int got = Read(block);
        if (got == 0) return null;
        if (got < block.Length) return Stop(ArchiveFault.Truncated);
        if (!TarHeader.TryRead(block, out tar)) return Stop(ArchiveFault.NotOldStyleTar);
        if (tar.Size > LargestEntry) return Stop(ArchiveFault.EntryTooLarge);
        if (stream.CanSeek && stream.Length - stream.Position < tar.Size) return Stop(ArchiveFault.Truncated);
        body = new byte[tar.Size];
        if (Read(body) < body.Length) return Stop(ArchiveFault.Truncated);
        Span<byte> padding = block.AsSpan(0, TarHeader.Padding(tar.Size));
        if (Read(padding) < padding.Length) return Stop(ArchiveFault.Truncated);
        return padding.ContainsAnyExcept((byte)0) ? Stop(ArchiveFault.PaddingNotZero) : true;
    }

    private bool Stop(ArchiveFault fault)
    {
        Fault = fault;
        return false;
    }

    private ArchiveEntry? Fail(ArchiveFault fault)
    {
        Fault = fault;
        return null;
    }

    private int Read(Span<byte> destination)
    {
        int got = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        Position += got;
        return got;
    }
}
