using System.Buffers;
using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Elections;

/// <summary>The form of an election's uuid: at least 14 base58 characters (belenios-format section 1).</summary>
public static class ElectionUuid
{
    internal const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private const int Shortest = 14;
    private const int Longest = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Base58);

    public static bool IsWellFormed(string text) =>
        text.Length is >= Shortest and <= Longest && text.AsSpan().IndexOfAnyExcept(Allowed) < 0;

    /// <summary>A new uuid of 14 characters (82 bits).</summary>
    public static string New(RandomSource random) => RandomBase58(random, Shortest);

    /// <summary>Uniform base58 characters, by rejection.</summary>
    internal static string RandomBase58(RandomSource random, int length)
    {
        Span<char> text = stackalloc char[length];
        Span<byte> one = stackalloc byte[1];
        for (int i = 0; i < length;)
        {
            random(one);
            // 232 = 4 * 58: the bytes above would favour the first digits.
            if (one[0] < 232) text[i++] = Base58[one[0] % 58];
        }

        return new string(text);
    }
}
