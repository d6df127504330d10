namespace RatifyVote.Protocol.Groups.FiniteField;

/// <summary>Powers d * 64^i, i = 0..42, d = 1..63, of one fixed base (800 kB): a power to a 256-bit exponent costs 43 products.</summary>
internal sealed class CombPowers
{
    private const int Windows = 43, WindowBits = 6, Digits = (1 << WindowBits) - 1;
    private readonly MontgomeryField field;
    private readonly uint[] entries = new uint[Windows * Digits * MontgomeryField.Limbs];

    public CombPowers(MontgomeryField field, ReadOnlySpan<uint> x)
    {
        this.field = field;
        Span<uint> power = x.ToArray();
        for (int i = 0; i < Windows; i++)
        {
            power.CopyTo(Entry(i, 1));
            for (int d = 2; d <= Digits; d++) field.Multiply(Entry(i, d), Entry(i, d - 1), power);
            field.Multiply(power, Entry(i, Digits), power);
        }
    }

    private Span<uint> Entry(int window, int digit) =>
        entries.AsSpan((window * Digits + digit - 1) * MontgomeryField.Limbs, MontgomeryField.Limbs);

    private static int Digit(in Scalar s, int window)
    {
        ReadOnlySpan<ulong> limbs = [s.L0, s.L1, s.L2, s.L3, 0];
        int bit = window * WindowBits, shift = bit & 63;
        ulong bits = limbs[bit >> 6] >> shift;
        if (shift > 64 - WindowBits) bits |= limbs[(bit >> 6) + 1] << (64 - shift);
        return (int)(bits & Digits);
    }

    /// <summary>product *= x^s for a public exponent.</summary>
    public void MultiplyByPowerVarTime(Span<uint> product, in Scalar s)
    {
        for (int i = 0; i < Windows; i++)
            if (Digit(s, i) is var digit and not 0) field.Multiply(product, product, Entry(i, digit));
    }

    /// <summary>x^s for a secret exponent: every entry is read for every digit.</summary>
    public uint[] Power(in Scalar s)
    {
        uint[] product = [.. field.One];
        Span<uint> selected = stackalloc uint[MontgomeryField.Limbs];
        for (int i = 0; i < Windows; i++)
        {
            int digit = Digit(s, i);
            field.One.CopyTo(selected);
            for (int d = 1; d <= Digits; d++) Selection.ReplaceWhereEqual(selected, Entry(i, d), d, digit);
            field.Multiply(product, product, selected);
        }
        return product;
    }
}

/// <summary>Powers of a base for several products: x^(2^(64 k)) and the odd powers 1, 3, ..., 15 of those, k = 0..3 (10 kB).</summary>
internal static class SplitPowers
{
    public const int Parts = 4, PartBits = 64, OddPowers = 8;

    /// <summary>x to the powers 1, 2^64, 2^128 and 2^192: 192 squarings.</summary>
    public static uint[][] PartsOf(MontgomeryField field, ReadOnlySpan<uint> x)
    {
        uint[][] parts = new uint[Parts][];
        parts[0] = x.ToArray();
        for (int k = 1; k < Parts; k++)
        {
            parts[k] = [.. parts[k - 1]];
            for (int i = 0; i < PartBits; i++) field.Multiply(parts[k], parts[k], parts[k]);
        }
        return parts;
    }

    /// <summary>x, x^3, ..., x^15.</summary>
    public static uint[][] OddPowersOf(MontgomeryField field, uint[] x)
    {
        uint[][] powers = new uint[OddPowers][];
        uint[] square = new uint[MontgomeryField.Limbs];
        field.Multiply(square, x, x);
        powers[0] = x;
        for (int i = 1; i < OddPowers; i++)
        {
            powers[i] = new uint[MontgomeryField.Limbs];
            field.Multiply(powers[i], powers[i - 1], square);
        }
        return powers;
    }

    public static uint[][][] TablesOf(MontgomeryField field, uint[][] parts) => Array.ConvertAll(parts, part => OddPowersOf(field, part));
}

internal static class Selection
{
    /// <summary>Copies candidate into selected where index equals wanted, without a branch on either.</summary>
    public static void ReplaceWhereEqual(Span<uint> selected, ReadOnlySpan<uint> candidate, int index, int wanted)
    {
        uint mask = (uint)((index ^ wanted) - 1 >> 31);                    // all ones exactly when equal
        for (int i = 0; i < selected.Length; i++) selected[i] ^= mask & (selected[i] ^ candidate[i]);
    }
}
