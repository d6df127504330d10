namespace RatifyVote.Protocol.Groups.Edwards;

/// <summary>For a fixed point and a secret exponent: multiples j * 256^i, i = 0..31, j = 1..8, all of a row read each time. 64 additions
/// and 4 doublings.</summary>
internal sealed class SecretComb
{
    public const int Rows = 32, Columns = 8;
    private readonly CachedPoint[] entries = new CachedPoint[Rows * Columns];

    public void Set(int row, int multiple, in EdwardsPoint point) => entries[row * Columns + multiple - 1] = new CachedPoint(point);

    /// <summary>s * point: the same instructions and the same addresses for every s.</summary>
    public void Multiply(out EdwardsPoint product, in Scalar s)
    {
        Span<sbyte> digits = stackalloc sbyte[64];
        Recoding.SignedNibbles(s, digits);
        product = EdwardsPoint.Identity;
        for (int i = 1; i < 64; i += 2) CachedPoint.AddSelected(ref product, Row(i >> 1), digits[i]);
        for (int i = 0; i < 4; i++) EdwardsPoint.Double(ref product, withT: i == 3);
        for (int i = 0; i < 64; i += 2) CachedPoint.AddSelected(ref product, Row(i >> 1), digits[i]);
        digits.Clear();
    }

    private ReadOnlySpan<CachedPoint> Row(int row) => entries.AsSpan(row * Columns, Columns);
}

/// <summary>For a fixed point and a public exponent: multiples j * 256^i, i = 0..31, j = 1..128 (640 kB). 32 additions, no doubling.</summary>
internal sealed class CombTable<TPoint, TCached>
    where TPoint : struct, IPublicPoint<TPoint, TCached>
    where TCached : unmanaged
{
    private const int Rows = SecretComb.Rows, Columns = 128;
    private readonly TCached[] entries = new TCached[Rows * Columns];

    public CombTable(in EdwardsPoint point)
    {
        TPoint.FromPoint(out TPoint row, point);
        for (int i = 0; i < Rows; i++)
        {
            TPoint.Cache(out TCached step, row);
            for (int j = 1; j <= Columns; j++)
            {
                TPoint.Cache(out entries[i * Columns + j - 1], row);
                if (j <= SecretComb.Columns)
                {
                    row.ToPoint(out EdwardsPoint multiple);
                    Secret.Set(i, j, multiple);
                }
                if (j < Columns) TPoint.AddVarTime(ref row, step, negative: false, withT: true);
            }
            TPoint.Double(ref row, withT: true);                           // 2 * 128 * 256^i
        }
    }

    public SecretComb Secret { get; } = new();

    /// <summary>sum += s * point. sum has its T, before and after.</summary>
    public void AddMultipleVarTime(ref TPoint sum, in Scalar s)
    {
        Span<short> digits = stackalloc short[Rows];
        Recoding.SignedBytes(s, digits);
        for (int i = 0; i < Rows; i++)
        {
            int digit = digits[i];
            if (digit != 0) TPoint.AddVarTime(ref sum, entries[i * Columns + Math.Abs(digit) - 1], digit < 0, withT: true);
        }
    }
}
