namespace RatifyVote.Protocol.Groups;

/// <summary>An exponent: an integer 0 &lt;= s &lt; q of some group, as four 64-bit limbs, least significant first.
/// It carries no group; arithmetic on it is asked of the <see cref="Group"/>.</summary>
public readonly record struct Scalar(ulong L0, ulong L1, ulong L2, ulong L3)
{
    /// <summary>What lies above 2^256: only in RFC-3526-2048, whose q has 2047 bits; null when nothing does.</summary>
    internal Scalars.HighLimbs? High { get; init; }

    public static Scalar Zero => default;
    public static Scalar One => new(1, 0, 0, 0);
    public bool IsZero => (L0 | L1 | L2 | L3) == 0 && High is null;

    /// <summary>A scalar may be a secret: it prints nothing.</summary>
    public override string ToString() => "Scalar(redacted)";
}
