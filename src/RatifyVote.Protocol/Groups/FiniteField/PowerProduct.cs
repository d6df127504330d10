using System.Numerics;
using RatifyVote.Protocol.Groups.Scalars;

namespace RatifyVote.Protocol.Groups.FiniteField;

/// <summary>Powers and products of powers mod p.</summary>
internal static class PowerProduct
{
    private const int WindowBits = 4;

    /// <summary>One base of a simultaneous exponentiation: the exponent's bits from Offset on, with the odd powers of its base.</summary>
    private readonly record struct Lane(byte[] Digits, int Offset, int Bits, uint[][] OddPowers);

    /// <summary>Product of bases[i]^exponents[i] for public values: combs without squarings, split tables with 64, others with all.</summary>
    public static uint[] VarTime(MontgomeryField field, ReadOnlySpan<FiniteFieldElement> bases, ReadOnlySpan<Scalar> exponents)
    {
        List<Lane> lanes = [];
        for (int i = 0; i < bases.Length; i++)
        {
            if (bases[i].Comb is not null) continue;
            byte[] digits = SlidingWindows(WideRing.ToInteger(exponents[i]));
            if (digits.Length == 0) continue;
            if (bases[i].Tables is not { } tables) lanes.Add(new Lane(digits, 0, digits.Length, SplitPowers.OddPowersOf(field, bases[i].Residue)));
            else AddSplit(lanes, digits, tables);
        }
        uint[] product = [.. field.One];
        Run(field, product, lanes);
        for (int i = 0; i < bases.Length; i++) bases[i].Comb?.MultiplyByPowerVarTime(product, exponents[i]);
        return product;
    }

    /// <summary>The value to a 256-bit exponent, its parts being known.</summary>
    public static uint[] OfPartsVarTime(MontgomeryField field, uint[][] parts, BigInteger exponent)
    {
        List<Lane> lanes = [];
        AddSplit(lanes, SlidingWindows(exponent), SplitPowers.TablesOf(field, parts));
        uint[] product = [.. field.One];
        Run(field, product, lanes);
        return product;
    }

    private static void AddSplit(List<Lane> lanes, byte[] digits, uint[][][] tables)
    {
        for (int k = 0; k < SplitPowers.Parts && k * SplitPowers.PartBits < digits.Length; k++)
            lanes.Add(new Lane(digits, k * SplitPowers.PartBits, Math.Min(SplitPowers.PartBits, digits.Length - k * SplitPowers.PartBits), tables[k]));
    }

    private static void Run(MontgomeryField field, uint[] product, List<Lane> lanes)
    {
        int top = lanes.Count == 0 ? 0 : lanes.Max(lane => lane.Bits);
        for (int bit = top - 1; bit >= 0; bit--)
        {
            if (bit != top - 1) field.Multiply(product, product, product);
            foreach (Lane lane in lanes)
                if (bit < lane.Bits && lane.Digits[lane.Offset + bit] is var digit and not 0) field.Multiply(product, product, lane.OddPowers[digit >> 1]);
        }
    }

    /// <summary>Digits 0, 1, 3, ..., 15, at least four places apart, with exponent = sum of digit[i] * 2^i.</summary>
    private static byte[] SlidingWindows(BigInteger exponent)
    {
        int bits = (int)exponent.GetBitLength();
        byte[] bytes = exponent.ToByteArray(isUnsigned: true), digits = new byte[bits];
        for (int i = 0; i < bits;)
        {
            int window = bytes[i >> 3] | (i >> 3 < bytes.Length - 1 ? bytes[(i >> 3) + 1] << 8 : 0);
            digits[i] = (byte)(window >> (i & 7) & ((1 << WindowBits) - 1));
            if ((digits[i] & 1) != 0) i += WindowBits;
            else digits[i++] = 0;
        }
        return digits;
    }

    /// <summary>x^exponent for a secret exponent of at most that many bits: all windows, all table entries.</summary>
    public static uint[] Secret(MontgomeryField field, uint[] x, BigInteger exponent, int bits)
    {
        uint[][] table = new uint[1 << WindowBits][];
        table[0] = field.One;
        for (int d = 1; d < table.Length; d++)
        {
            table[d] = new uint[MontgomeryField.Limbs];
            field.Multiply(table[d], table[d - 1], x);
        }
        int windows = (bits + WindowBits - 1) / WindowBits;
        byte[] bytes = new byte[(windows + 1) / 2];
        exponent.TryWriteBytes(bytes, out _, isUnsigned: true);
        uint[] product = [.. field.One];
        Span<uint> selected = stackalloc uint[MontgomeryField.Limbs];
        for (int i = windows - 1; i >= 0; i--)
        {
            for (int k = 0; k < WindowBits; k++) field.Multiply(product, product, product);
            int digit = bytes[i >> 1] >> ((i & 1) * WindowBits) & ((1 << WindowBits) - 1);
            for (int d = 0; d < table.Length; d++) Selection.ReplaceWhereEqual(selected, table[d], d, digit);
            field.Multiply(product, product, selected);
        }
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        return product;
    }
}
