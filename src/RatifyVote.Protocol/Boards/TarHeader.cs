// The header block of an archive entry: old-style tar, exactly as Belenios writes it. Ref: belenios-format section 4, "Tar layout".
// There is one right block for a name, a size and a time, so reading is: take the three, write again, compare.
using System.Text;

namespace RatifyVote.Protocol.Boards;

/// <summary>Name, size in bytes and time (Unix seconds) of one entry.</summary>
public readonly record struct TarHeader(string Name, long Size, long Time)
{
    public const int Block = 512;

    /// <summary>Largest number that eleven octal digits hold: 8 GiB - 1.</summary>
    public const long Largest = (1L << 33) - 1;

    private const int NameBytes = 100, SizeAt = 124, TimeAt = 136, ChecksumAt = 148, TypeAt = 156;

    /// <summary>Bytes of NUL after a body of that size.</summary>
    public static int Padding(long size) => (int)((Block - (size % Block)) % Block);

    public void Write(Span<byte> block)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(block.Length, Block);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Size, Largest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Time, Largest);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Name.Length, NameBytes);
        block.Clear();
        Encoding.ASCII.GetBytes(Name, block);
        "0000644"u8.CopyTo(block[100..]);
        "0000000"u8.CopyTo(block[108..]);
        "0000000"u8.CopyTo(block[116..]);
        Octal(block.Slice(SizeAt, 11), Size);
        Octal(block.Slice(TimeAt, 11), Time);
        block[TypeAt] = (byte)'0';
        block.Slice(ChecksumAt, 8).Fill((byte)' ');
        int sum = 0;
        foreach (byte b in block) sum += b;
        Octal(block.Slice(ChecksumAt, 6), sum);
        block[ChecksumAt + 6] = 0;
    }

    /// <summary>False unless the block is exactly the one <see cref="Write"/> makes. Never throws.</summary>
    public static bool TryRead(ReadOnlySpan<byte> block, out TarHeader header)
    {
        header = default;
        int end = block[..NameBytes].IndexOf((byte)0);
        if (end <= 0 || !Ascii.IsValid(block[..end])) return false;
        if (!TryOctal(block.Slice(SizeAt, 11), out long size) || !TryOctal(block.Slice(TimeAt, 11), out long time)) return false;
        TarHeader read = new(Encoding.ASCII.GetString(block[..end]), size, time);
        Span<byte> again = stackalloc byte[Block];
        read.Write(again);
        if (!again.SequenceEqual(block)) return false;
        header = read;
        return true;
    }

    private static void Octal(Span<byte> digits, long value)
    {
        for (int i = digits.Length - 1; i >= 0; i--, value >>= 3) digits[i] = (byte)('0' + (value & 7));
    }

    private static bool TryOctal(ReadOnlySpan<byte> digits, out long value)
    {
        value = 0;
        foreach (byte d in digits)
        {
            if (d is < (byte)'0' or > (byte)'7') return false;
            value = (value << 3) | (long)(d - '0');
        }

        return true;
    }
}
