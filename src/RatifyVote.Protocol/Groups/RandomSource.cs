using System.Security.Cryptography;

namespace RatifyVote.Protocol.Groups;

/// <summary>Fills the destination with uniform random bytes. Randomness is an argument: tests and vectors give their own.</summary>
public delegate void RandomSource(Span<byte> destination);

/// <summary>The operating system's generator, the only source of production secrets.</summary>
public static class SystemRandom
{
    public static RandomSource Source { get; } = RandomNumberGenerator.Fill;
}
