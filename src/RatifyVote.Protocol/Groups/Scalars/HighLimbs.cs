using System.Numerics;

namespace RatifyVote.Protocol.Groups.Scalars;

/// <summary>The part of a scalar above its lowest 256 bits; positive. Compares by value.</summary>
internal sealed record HighLimbs(BigInteger Value)
{
    public override string ToString() => "HighLimbs(redacted)";
}
