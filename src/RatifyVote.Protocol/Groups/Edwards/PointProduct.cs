using System.Runtime.CompilerServices;

namespace RatifyVote.Protocol.Groups.Edwards;

/// <summary>Sums of multiples of points.</summary>
internal static class PointProduct
{
    private const int MaximumOnStack = 4;

    /// <summary>sum of scalars[i] * points[i], for public values. Points with a comb cost additions only; points with a split table share
    /// 64 doublings; any other raises that to 253 (Straus, width-5 non-adjacent forms).</summary>
    [SkipLocalsInit]
    public static void SumVarTime(out EdwardsPoint sum, ReadOnlySpan<Element> points, ReadOnlySpan<Scalar> scalars)
    {
        sum = EdwardsPoint.Identity;
        int count = points.Length;
        Span<sbyte> digits = count <= MaximumOnStack ? stackalloc sbyte[count * Recoding.Bits] : new sbyte[count * Recoding.Bits];
        Span<CachedPoint> oddMultiples = count <= MaximumOnStack
            ? stackalloc CachedPoint[count * SplitTable.OddMultiples] : new CachedPoint[count * SplitTable.OddMultiples];
        Span<int> additionsAt = stackalloc int[Recoding.Bits];
        additionsAt.Clear();
        int top = 0;
        for (int i = 0; i < count; i++)
        {
            Ed25519Element point = (Ed25519Element)points[i];
            if (point.Comb is not null) continue;
            Span<sbyte> form = digits.Slice(i * Recoding.Bits, Recoding.Bits);
            int used = Recoding.NonAdjacentFormVarTime(scalars[i], form);
            int bits = point.Split is null ? Recoding.Bits : SplitTable.PartBits;
            for (int bit = 0; bit < used; bit++) additionsAt[bit % bits] += form[bit] != 0 ? 1 : 0;
            if (point.Split is null && used > 0) SplitTable.FillOddMultiples(point.Point, oddMultiples.Slice(i * SplitTable.OddMultiples, SplitTable.OddMultiples));
            top = Math.Max(top, Math.Min(used, bits));
        }
        for (int bit = top - 1; bit >= 0; bit--)
        {
            int additions = additionsAt[bit];
            EdwardsPoint.Double(ref sum, withT: additions > 0 || bit == 0);
            for (int i = 0; additions > 0; i++)
            {
                Ed25519Element point = Unsafe.As<Ed25519Element>(points[i]);
                if (point.Comb is not null) continue;
                if (point.Split is not { } split)
                    AddDigit(ref sum, ref additions, digits[i * Recoding.Bits + bit], oddMultiples.Slice(i * SplitTable.OddMultiples, SplitTable.OddMultiples), bit == 0);
                else if (bit < SplitTable.PartBits)
                    for (int k = 0; k < SplitTable.Parts; k++)
                        AddDigit(ref sum, ref additions, digits[i * Recoding.Bits + k * SplitTable.PartBits + bit], split.Part(k), bit == 0);
            }
        }
        for (int i = 0; i < count; i++) Unsafe.As<Ed25519Element>(points[i]).Comb?.AddMultipleVarTime(ref sum, scalars[i]);
    }

    // T of the sum is wanted by a further addition, not by the doubling that follows the last one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddDigit(ref EdwardsPoint sum, ref int additions, int digit, ReadOnlySpan<CachedPoint> oddMultiples, bool isLastBit)
    {
        if (digit == 0) return;
        additions--;
        EdwardsPoint.AddVarTime(ref sum, oddMultiples[Math.Abs(digit) >> 1], digit < 0, withT: additions > 0 || isLastBit);
    }

    /// <summary>scalar * point for a secret scalar: 64 signed digits of radix 16, every table entry read for each, no branch on either.</summary>
    public static void Multiply(out EdwardsPoint product, in EdwardsPoint point, in Scalar scalar)
    {
        Span<CachedPoint> table = stackalloc CachedPoint[8];
        EdwardsPoint multiple = point;
        table[0] = new CachedPoint(multiple);
        for (int j = 1; j < 8; j++)
        {
            EdwardsPoint.Add(ref multiple, table[0]);
            table[j] = new CachedPoint(multiple);
        }
        Span<sbyte> digits = stackalloc sbyte[64];
        Recoding.SignedNibbles(scalar, digits);
        product = EdwardsPoint.Identity;
        for (int i = 63; i >= 0; i--)
        {
            for (int k = 0; k < 4; k++) EdwardsPoint.Double(ref product, withT: k == 3);
            int negative = digits[i] >> 31;
            int magnitude = (digits[i] ^ negative) - negative;
            CachedPoint selected = CachedPoint.Identity;
            for (int j = 1; j <= 8; j++) selected.ReplaceWhere((ulong)(((long)(j ^ magnitude) - 1) >> 63), table[j - 1]);
            selected.NegateWhere((ulong)(long)negative);
            EdwardsPoint.Add(ref product, selected);
        }
        digits.Clear();
    }
}
