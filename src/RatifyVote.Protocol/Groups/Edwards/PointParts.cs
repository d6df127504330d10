namespace RatifyVote.Protocol.Groups.Edwards;

/// <summary>P, 2^64 P, 2^128 P and 2^192 P (192 doublings), and when tabulated the odd multiples 1, 3, ..., 15 of each (5 kB). A power of
/// a tabulated point needs 64 doublings instead of 253, and several such points share them. The parts of a sum are sums of parts.</summary>
internal sealed class PointParts<TPoint, TCached>
    where TPoint : struct, IPublicPoint<TPoint, TCached>
    where TCached : unmanaged
{
    public const int Count = 4, PartBits = 64, OddMultiples = 8;
    private readonly TPoint[] parts;
    private readonly TCached[]? table;

    private PointParts(TPoint[] parts, TCached[]? table) => (this.parts, this.table) = (parts, table);

    public bool IsTabulated => table is not null;

    /// <summary>Odd multiples of part k; only when tabulated.</summary>
    public ReadOnlySpan<TCached> OddMultiplesOf(int k) => table.AsSpan(k * OddMultiples, OddMultiples);

    public static PointParts<TPoint, TCached> Of(in EdwardsPoint point)
    {
        TPoint[] parts = new TPoint[Count];
        TPoint.FromPoint(out TPoint part, point);
        parts[0] = part;
        for (int k = 1; k < Count; k++)
        {
            for (int i = 0; i < PartBits; i++) TPoint.Double(ref part, withT: i == PartBits - 1);
            parts[k] = part;
        }
        return new(parts, null);
    }

    public PointParts<TPoint, TCached> Plus(PointParts<TPoint, TCached> other)
    {
        TPoint[] sums = [.. parts];
        for (int k = 0; k < Count; k++)
        {
            TPoint.Cache(out TCached addend, other.parts[k]);
            TPoint.AddVarTime(ref sums[k], addend, negative: false, withT: true);
        }
        return new(sums, null);
    }

    public PointParts<TPoint, TCached> Tabulated()
    {
        TCached[] entries = new TCached[Count * OddMultiples];
        for (int k = 0; k < Count; k++) FillOddMultiples(parts[k], entries.AsSpan(k * OddMultiples, OddMultiples));
        return new(parts, entries);
    }

    /// <summary>P, 3P, 5P, ..., 15P.</summary>
    public static void FillOddMultiples(in TPoint point, Span<TCached> entries)
    {
        TPoint multiple = point;
        TPoint.Double(ref multiple, withT: true);
        TPoint.Cache(out TCached twice, multiple);
        multiple = point;
        TPoint.Cache(out entries[0], multiple);
        for (int i = 1; i < OddMultiples; i++)
        {
            TPoint.AddVarTime(ref multiple, twice, negative: false, withT: true);
            TPoint.Cache(out entries[i], multiple);
        }
    }
}
