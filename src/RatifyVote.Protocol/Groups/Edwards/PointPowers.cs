using System.Runtime.CompilerServices;

namespace RatifyVote.Protocol.Groups.Edwards;

/// <summary>Powers of points (multiples, written additively). Secret exponents take one road, on scalar limbs, in constant time; public
/// ones the fastest the processor has.</summary>
internal abstract class PointPowers
{
    /// <summary>The one for this processor.</summary>
    public static PointPowers Instance { get; } = FieldLanes.IsSupported
        ? new PointPowers<LanePoint, LaneCachedPoint>() : new PointPowers<EdwardsPoint, CachedPoint>();

    public abstract Ed25519Element Prepare(Ed25519Element x);
    public abstract Ed25519Element Tabulate(Ed25519Element x);
    public abstract Ed25519Element Multiply(Ed25519Element a, Ed25519Element b);

    /// <summary>sum of scalars[i] * points[i], for public values.</summary>
    public abstract void SumVarTime(out EdwardsPoint sum, ReadOnlySpan<Element> points, ReadOnlySpan<Scalar> scalars);

    /// <summary>scalar * x for a secret scalar.</summary>
    public abstract void Multiply(out EdwardsPoint product, Ed25519Element x, in Scalar scalar);

    /// <summary>scalar * point for a secret scalar: 64 signed digits of radix 16, every table entry read for each, no branch on either.</summary>
    private protected static void MultiplyWithoutTable(out EdwardsPoint product, in EdwardsPoint point, in Scalar scalar)
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
            CachedPoint.AddSelected(ref product, table, digits[i]);
        }
        digits.Clear();
    }
}

/// <summary>The same over one representation of points.</summary>
internal sealed class PointPowers<TPoint, TCached> : PointPowers
    where TPoint : struct, IPublicPoint<TPoint, TCached>
    where TCached : unmanaged
{
    private const int MaximumOnStack = 4, OddMultiples = PointParts<TPoint, TCached>.OddMultiples;

    private static PointParts<TPoint, TCached>? PartsOf(Ed25519Element x) => (PointParts<TPoint, TCached>?)x.Parts;
    private static CombTable<TPoint, TCached>? CombOf(Ed25519Element x) => (CombTable<TPoint, TCached>?)x.Comb;

    public override Ed25519Element Prepare(Ed25519Element x) =>
        x.Comb is null ? new Ed25519Element(x.Point) { Comb = new CombTable<TPoint, TCached>(x.Point) } : x;

    public override Ed25519Element Tabulate(Ed25519Element x)
    {
        if (x.Comb is not null || PartsOf(x) is { IsTabulated: true }) return x;
        return new Ed25519Element(x.Point) { Parts = (PartsOf(x) ?? PointParts<TPoint, TCached>.Of(x.Point)).Tabulated() };
    }

    public override Ed25519Element Multiply(Ed25519Element a, Ed25519Element b)
    {
        EdwardsPoint sum = a.Point;
        EdwardsPoint.Add(ref sum, new CachedPoint(b.Point));
        return new Ed25519Element(sum) { Parts = PartsOf(a) is { } left && PartsOf(b) is { } right ? left.Plus(right) : null };
    }

    public override void Multiply(out EdwardsPoint product, Ed25519Element x, in Scalar scalar)
    {
        if (CombOf(x) is { } comb) comb.Secret.Multiply(out product, scalar);
        else MultiplyWithoutTable(out product, x.Point, scalar);
    }

    /// <summary>Points with a comb cost additions only; tabulated points share 64 doublings; any other raises that to 253 (Straus,
    /// width-5 non-adjacent forms).</summary>
    [SkipLocalsInit]
    public override void SumVarTime(out EdwardsPoint sum, ReadOnlySpan<Element> points, ReadOnlySpan<Scalar> scalars)
    {
        TPoint.FromPoint(out TPoint total, EdwardsPoint.Identity);
        int count = points.Length;
        Span<sbyte> digits = count <= MaximumOnStack ? stackalloc sbyte[count * Recoding.Bits] : new sbyte[count * Recoding.Bits];
        Span<TCached> oddMultiples = count <= MaximumOnStack ? stackalloc TCached[count * OddMultiples] : new TCached[count * OddMultiples];
        Span<int> additionsAt = stackalloc int[Recoding.Bits];
        additionsAt.Clear();
        int top = 0;
        for (int i = 0; i < count; i++)
        {
            Ed25519Element point = (Ed25519Element)points[i];
            if (point.Comb is not null) continue;
            Span<sbyte> form = digits.Slice(i * Recoding.Bits, Recoding.Bits);
            int used = Recoding.NonAdjacentFormVarTime(scalars[i], form);
            bool tabulated = PartsOf(point) is { IsTabulated: true };
            int bits = tabulated ? PointParts<TPoint, TCached>.PartBits : Recoding.Bits;
            for (int bit = 0; bit < used; bit++) additionsAt[bit % bits] += form[bit] != 0 ? 1 : 0;
            if (!tabulated && used > 0)
            {
                TPoint.FromPoint(out TPoint start, point.Point);
                PointParts<TPoint, TCached>.FillOddMultiples(start, oddMultiples.Slice(i * OddMultiples, OddMultiples));
            }
            top = Math.Max(top, Math.Min(used, bits));
        }
        for (int bit = top - 1; bit >= 0; bit--)
        {
            int additions = additionsAt[bit];
            TPoint.Double(ref total, withT: additions > 0 || bit == 0);
            for (int i = 0; additions > 0; i++)
            {
                Ed25519Element point = Unsafe.As<Ed25519Element>(points[i]);
                if (point.Comb is not null) continue;
                if (PartsOf(point) is not { IsTabulated: true } parts)
                    AddDigit(ref total, ref additions, digits[i * Recoding.Bits + bit], oddMultiples.Slice(i * OddMultiples, OddMultiples), bit == 0);
                else if (bit < PointParts<TPoint, TCached>.PartBits)
                    for (int k = 0; k < PointParts<TPoint, TCached>.Count; k++)
                        AddDigit(ref total, ref additions, digits[i * Recoding.Bits + k * PointParts<TPoint, TCached>.PartBits + bit], parts.OddMultiplesOf(k), bit == 0);
            }
        }
        for (int i = 0; i < count; i++) CombOf(Unsafe.As<Ed25519Element>(points[i]))?.AddMultipleVarTime(ref total, scalars[i]);
        total.ToPoint(out sum);
    }

    // T of the sum is wanted by a further addition, not by the doubling that follows the last one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddDigit(ref TPoint sum, ref int additions, int digit, ReadOnlySpan<TCached> oddMultiples, bool isLastBit)
    {
        if (digit == 0) return;
        additions--;
        TPoint.AddVarTime(ref sum, oddMultiples[Math.Abs(digit) >> 1], digit < 0, withT: additions > 0 || isLastBit);
    }
}
