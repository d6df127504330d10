using System.Runtime.CompilerServices;

namespace RatifyVote.Protocol.Groups.Edwards;

/// <summary>Odd multiples 1, 3, ..., 15 of P, 2^64 P, 2^128 P and 2^192 P (5 kB). Each power then needs 64 doublings instead of 253,
/// and powers of several such points share them; making the table takes 196 doublings. It pays from the second power on.</summary>
internal sealed class SplitTable
{
    public const int Parts = 4, PartBits = 64, OddMultiples = 8;
    private readonly CachedPoint[] entries = new CachedPoint[Parts * OddMultiples];

    public SplitTable(in EdwardsPoint point)
    {
        EdwardsPoint part = point;
        for (int k = 0; k < Parts; k++)
        {
            FillOddMultiples(part, entries.AsSpan(k * OddMultiples, OddMultiples));
            if (k == Parts - 1) break;
            for (int i = 0; i < PartBits; i++) EdwardsPoint.Double(ref part, withT: i == PartBits - 1);
        }
    }

    public ReadOnlySpan<CachedPoint> Part(int k) => entries.AsSpan(k * OddMultiples, OddMultiples);

    /// <summary>P, 3P, 5P, ..., 15P.</summary>
    [SkipLocalsInit]
    public static void FillOddMultiples(in EdwardsPoint point, Span<CachedPoint> entries)
    {
        EdwardsPoint multiple = point;
        EdwardsPoint.Double(ref multiple, withT: true);
        CachedPoint twice = new(multiple);
        multiple = point;
        entries[0] = new CachedPoint(multiple);
        for (int i = 1; i < OddMultiples; i++)
        {
            EdwardsPoint.Add(ref multiple, twice);
            entries[i] = new CachedPoint(multiple);
        }
    }
}
