using System.Runtime.CompilerServices;

namespace RatifyVote.Protocol.Groups.Edwards;

/// <summary>Odd multiples 1, 3, ..., 15 of P, 2^64 P, 2^128 P and 2^192 P (5 kB). Each power then needs 64 doublings instead of 253,
/// and powers of several such points share them. The parts take 192 doublings; those of a sum of points are the sums of their parts.</summary>
internal sealed class SplitTable
{
    public const int Parts = 4, PartBits = 64, OddMultiples = 8;
    private readonly CachedPoint[] entries = new CachedPoint[Parts * OddMultiples];

    public SplitTable(ReadOnlySpan<EdwardsPoint> parts)
    {
        for (int k = 0; k < Parts; k++) FillOddMultiples(parts[k], entries.AsSpan(k * OddMultiples, OddMultiples));
    }

    public static EdwardsPoint[] PartsOf(in EdwardsPoint point)
    {
        EdwardsPoint[] parts = new EdwardsPoint[Parts];
        EdwardsPoint part = point;
        parts[0] = part;
        for (int k = 1; k < Parts; k++)
        {
            for (int i = 0; i < PartBits; i++) EdwardsPoint.Double(ref part, withT: i == PartBits - 1);
            parts[k] = part;
        }
        return parts;
    }

    public static EdwardsPoint[] SumOfParts(ReadOnlySpan<EdwardsPoint> a, ReadOnlySpan<EdwardsPoint> b)
    {
        EdwardsPoint[] sums = a.ToArray();
        for (int k = 0; k < Parts; k++) EdwardsPoint.Add(ref sums[k], new CachedPoint(b[k]));
        return sums;
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
