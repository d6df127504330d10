namespace RatifyVote.Protocol.Groups.Edwards;

/// <summary>Multiples j * 256^i of one fixed point, i = 0..31, j = 1..128 (480 kB). A power costs 32 additions and no doubling
/// when the exponent is public. For a secret exponent only j = 1..8 is read, every one of them each time: 64 additions, 4 doublings.</summary>
internal sealed class CombTable
{
    private const int Rows = 32, Columns = 128, SecretColumns = 8;
    private readonly NielsPoint[] entries = new NielsPoint[Rows * Columns];

    public CombTable(in EdwardsPoint point)
    {
        EdwardsPoint[] multiples = new EdwardsPoint[Rows * Columns];
        EdwardsPoint row = point;
        for (int i = 0; i < Rows; i++)
        {
            CachedPoint step = new(row);
            Span<EdwardsPoint> line = multiples.AsSpan(i * Columns, Columns);
            line[0] = row;
            for (int j = 1; j < Columns; j++)
            {
                line[j] = line[j - 1];
                EdwardsPoint.Add(ref line[j], step);
            }
            row = line[Columns - 1];                                       // 128 * 256^i
            EdwardsPoint.Double(ref row, withT: true);
        }
        FieldElement[] inverses = new FieldElement[multiples.Length];
        for (int i = 0; i < multiples.Length; i++) inverses[i] = multiples[i].Z;
        BatchInversion.InvertAll(inverses);
        for (int i = 0; i < multiples.Length; i++) entries[i] = new NielsPoint(multiples[i], inverses[i]);
    }

    /// <summary>sum += s * point, for public s. sum has its T, before and after.</summary>
    public void AddMultipleVarTime(ref EdwardsPoint sum, in Scalar s)
    {
        Span<short> digits = stackalloc short[Rows];
        Recoding.SignedBytes(s, digits);
        for (int i = 0; i < Rows; i++)
        {
            int digit = digits[i];
            if (digit != 0) EdwardsPoint.AddVarTime(ref sum, entries[i * Columns + Math.Abs(digit) - 1], digit < 0, withT: true);
        }
    }

    /// <summary>s * point for secret s: same instructions and same addresses for every s.</summary>
    public void Multiply(out EdwardsPoint product, in Scalar s)
    {
        Span<sbyte> digits = stackalloc sbyte[64];
        Recoding.SignedNibbles(s, digits);
        product = EdwardsPoint.Identity;
        for (int i = 1; i < 64; i += 2) AddSelected(ref product, i >> 1, digits[i]);
        for (int i = 0; i < 4; i++) EdwardsPoint.Double(ref product, withT: i == 3);
        for (int i = 0; i < 64; i += 2) AddSelected(ref product, i >> 1, digits[i]);
        digits.Clear();
    }

    private void AddSelected(ref EdwardsPoint sum, int row, int digit)
    {
        int negative = digit >> 31;
        int magnitude = (digit ^ negative) - negative;
        NielsPoint selected = NielsPoint.Identity;
        for (int j = 1; j <= SecretColumns; j++)
            selected.ReplaceWhere((ulong)(((long)(j ^ magnitude) - 1) >> 63), entries[row * Columns + j - 1]);
        selected.NegateWhere((ulong)(long)negative);
        EdwardsPoint.Add(ref sum, selected);
    }
}
