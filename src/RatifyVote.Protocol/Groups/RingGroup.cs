using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Groups.Scalars;

namespace RatifyVote.Protocol.Groups;

/// <summary>The scalar half of a group, which depends on nothing but q.</summary>
internal abstract class RingGroup : Group
{
    private protected RingGroup(ScalarRing ring) => Ring = ring;

    private protected ScalarRing Ring { get; }

    public sealed override bool TryParseScalar(ReadOnlySpan<char> text, out Scalar scalar) => Ring.TryParse(text, out scalar);
    public sealed override string FormatScalar(Scalar s) => Ring.Format(s);
    public sealed override Scalar ScalarOf(long value) => Ring.Of(value);
    public sealed override Scalar ReduceBigEndian(ReadOnlySpan<byte> bytes) => Ring.ReduceBigEndian(bytes);
    public sealed override Scalar Add(Scalar a, Scalar b) => Ring.Add(a, b);
    public sealed override Scalar Subtract(Scalar a, Scalar b) => Ring.Subtract(a, b);
    public sealed override Scalar Multiply(Scalar a, Scalar b) => Ring.Multiply(a, b);
    public sealed override Scalar Invert(Scalar a) => Ring.Invert(a);
    public sealed override Scalar RandomScalar(RandomSource random) => Ring.Random(random);

    public sealed override Scalar HashToScalar(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        int length = Encoding.UTF8.GetBytes(text, utf8);
        SHA256.HashData(utf8.AsSpan(0, length), digest);
        ArrayPool<byte>.Shared.Return(utf8);
        return Ring.ReduceBigEndian(digest);
    }

    private protected static void RequireSameLength(ReadOnlySpan<Element> bases, ReadOnlySpan<Scalar> exponents)
    {
        if (bases.Length != exponents.Length) throw new ArgumentException("One exponent for each base.", nameof(exponents));
    }
}
