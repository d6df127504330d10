using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RatifyVote.Protocol.Groups.FiniteField;

/// <summary>Products mod an odd p of at most 2070 bits, in Montgomery form with 74 limbs of 28 bits: x is kept as x * 2^2072 mod p,
/// below 2p, never fully reduced before it is written out. So a product takes the same steps for all values.</summary>
/// <remarks>Rows of a * b[i] + p * m[i] are added into 64-bit columns without carries: a column takes at most 2 * 74 products below 2^56
/// and one carry, less than 2^64. Ref: Montgomery, "Modular multiplication without trial division" (1985); no final subtraction because
/// 2^2072 is more than 4p (Walter, 1999).</remarks>
internal sealed unsafe class MontgomeryField
{
    private const int Rows = 74, LimbBits = 28, PairBytes = 7;              // two limbs are seven bytes
    private const ulong Mask = (1UL << LimbBits) - 1;

    /// <summary>Limbs of a residue: the 74 used, padded to whole vectors.</summary>
    public const int Limbs = 76;

    private readonly BigInteger p;
    private readonly uint[] modulus, scaleSquared;
    private readonly ulong negativeInverse;

    public MontgomeryField(BigInteger p)
    {
        this.p = p;
        modulus = Split(p);
        BigInteger limb = BigInteger.One << LimbBits, scale = BigInteger.One << (Rows * LimbBits);
        negativeInverse = (ulong)(limb - ModularInverse(p % limb, limb));
        scaleSquared = Split(scale * scale % p);
        One = Split(scale % p);
    }

    public uint[] One { get; }

    /// <summary>Of an integer 0 &lt;= value &lt; p.</summary>
    public uint[] ToResidue(BigInteger value)
    {
        uint[] residue = Split(value);
        Multiply(residue, residue, scaleSquared);
        return residue;
    }

    public BigInteger ToInteger(ReadOnlySpan<uint> residue)
    {
        Span<uint> plain = stackalloc uint[Limbs];
        plain.Clear();
        plain[0] = 1;
        Multiply(plain, residue, plain);
        Span<byte> bytes = stackalloc byte[PairBytes * Rows / 2 + 1];
        for (int i = 0; i < Rows; i += 2)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(i / 2 * PairBytes)..], plain[i] | (ulong)plain[i + 1] << LimbBits);
        BigInteger value = new(bytes, isUnsigned: true);
        return value >= p ? value - p : value;
    }

    private static uint[] Split(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[PairBytes * Rows / 2 + 1];
        bytes.Clear();
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        uint[] limbs = new uint[Limbs];
        for (int i = 0; i < Rows; i++)
            limbs[i] = (uint)(BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i / 2 * PairBytes)..]) >> (i % 2 * LimbBits) & Mask);
        return limbs;
    }

    // Only for public constants: extended Euclid.
    private static BigInteger ModularInverse(BigInteger a, BigInteger m)
    {
        (BigInteger r0, BigInteger r1, BigInteger s0, BigInteger s1) = (m, a, BigInteger.Zero, BigInteger.One);
        while (!r1.IsZero)
        {
            BigInteger quotient = r0 / r1;
            (r0, r1, s0, s1) = (r1, r0 - quotient * r1, s1, s0 - quotient * s1);
        }
        return s0.Sign < 0 ? s0 + m : s0;
    }

    /// <summary>a * b; the result may be one of them.</summary>
    [SkipLocalsInit]
    public void Multiply(Span<uint> result, ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        ulong* columns = stackalloc ulong[2 * Limbs];
        new Span<ulong>(columns, 2 * Limbs).Clear();
        fixed (uint* left = a[..Limbs], right = b[..Limbs], mod = modulus)
        {
            for (int i = 0; i < Rows; i++)
            {
                ulong factor = right[i];
                ulong quotient = (columns[i] + left[0] * factor) * negativeInverse & Mask;
                AddRow(columns + i, left, factor, mod, quotient);
                columns[i + 1] += columns[i] >> LimbBits;                  // what is below is zero by choice of the quotient
            }
        }
        ulong carry = 0;
        for (int i = 0; i < Rows; i++)
        {
            carry += columns[Rows + i];
            result[i] = (uint)(carry & Mask);
            carry >>= LimbBits;
        }
        result[Rows..Limbs].Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(ulong* columns, uint* left, ulong factor, uint* mod, ulong quotient)
    {
        if (Avx2.IsSupported)
        {
            Vector256<uint> f = Vector256.Create(factor).AsUInt32(), q = Vector256.Create(quotient).AsUInt32();
            for (int j = 0; j < Limbs; j += 4)
            {
                Vector256<ulong> sum = Avx2.Multiply(Avx2.ConvertToVector256Int64(left + j).AsUInt32(), f)
                    + Avx2.Multiply(Avx2.ConvertToVector256Int64(mod + j).AsUInt32(), q);
                Avx.Store(columns + j, Avx.LoadVector256(columns + j) + sum);
            }
            return;
        }
        for (int j = 0; j < Limbs; j++) columns[j] += left[j] * factor + mod[j] * quotient;
    }
}
