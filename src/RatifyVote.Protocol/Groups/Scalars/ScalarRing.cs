namespace RatifyVote.Protocol.Groups.Scalars;

/// <summary>Arithmetic mod a prime q, the order of a group.</summary>
internal abstract class ScalarRing
{
    public abstract bool TryParse(ReadOnlySpan<char> text, out Scalar scalar);
    public abstract string Format(Scalar s);
    public abstract Scalar Of(long value);
    public abstract Scalar ReduceBigEndian(ReadOnlySpan<byte> bytes);
    public abstract Scalar Add(Scalar a, Scalar b);
    public abstract Scalar Subtract(Scalar a, Scalar b);
    public abstract Scalar Multiply(Scalar a, Scalar b);
    public abstract Scalar Invert(Scalar a);
    public abstract Scalar Random(RandomSource random);

    /// <summary>Throws unless s &lt; q: the caller made the scalar from another group or by hand. The message does not repeat it.</summary>
    public abstract void RequireReduced(in Scalar s);

    private protected static void RequireAtMost64(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 64) throw new ArgumentException("At most 64 bytes are reduced.", nameof(bytes));
    }
}
