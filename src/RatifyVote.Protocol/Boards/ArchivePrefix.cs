namespace RatifyVote.Protocol.Boards;

/// <summary>A later copy of an archive has every earlier one as a prefix, byte by byte: nothing was taken back.</summary>
public static class ArchivePrefix
{
    private const int Chunk = 1 << 16;

    /// <summary>Where the archive first differs from the older copy, or null when it extends it (or equals it).</summary>
    public static long? FirstDifference(Stream older, Stream newer)
    {
        byte[] a = new byte[Chunk], b = new byte[Chunk];
        for (long at = 0; ; at += Chunk)
        {
            int inOlder = older.ReadAtLeast(a, Chunk, throwOnEndOfStream: false);
            int inNewer = newer.ReadAtLeast(b.AsSpan(0, inOlder), inOlder, throwOnEndOfStream: false);
            int same = a.AsSpan(0, inOlder).CommonPrefixLength(b.AsSpan(0, inNewer));
            if (same < inOlder) return at + same;
            if (inOlder < Chunk) return null;
        }
    }
}
