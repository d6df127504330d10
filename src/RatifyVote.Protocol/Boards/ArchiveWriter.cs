using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Boards;

/// <summary>Writes an archive to a stream, entry by entry, holding nothing back. Appending the next steps to the same bytes
/// gives the later archive: every archive has the earlier ones as prefixes. There are no end-of-archive blocks.</summary>
public sealed class ArchiveWriter
{
    private readonly Stream stream;
    private readonly long timestamp;

    private ArchiveWriter(Stream stream, long timestamp)
    {
        this.stream = stream;
        this.timestamp = timestamp;
    }

    /// <summary>Starts an archive.</summary>
    /// <param name="created">The board's time, the same whenever it is exported.</param>
    public static ArchiveWriter Start(Stream stream, DateTimeOffset created)
    {
        ArchiveWriter writer = new(stream, created.ToUnixTimeSeconds());
        writer.Entry(ArchiveHeader.EntryName, new ArchiveHeader(writer.timestamp).Write());
        return writer;
    }

    public void Write(BoardStep step)
    {
        foreach (byte[] record in step.Records) WriteData(record);
        WriteEvent(step.Event.Write());
    }

    /// <summary>A data record. It is named by its hash.</summary>
    public void WriteData(byte[] record) => Entry(RecordHash.Of(record) + ArchiveEntry.DataSuffix, record);

    /// <summary>An event record. It comes right after the data records it calls for.</summary>
    public void WriteEvent(byte[] record) => Entry(RecordHash.Of(record) + ArchiveEntry.EventSuffix, record);

    private void Entry(string name, ReadOnlySpan<byte> body)
    {
        Span<byte> block = stackalloc byte[TarHeader.Block];
        new TarHeader(name, body.Length, timestamp).Write(block);
        stream.Write(block);
        stream.Write(body);
        block.Clear();
        stream.Write(block[..TarHeader.Padding(body.Length)]);
    }
}
