using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace RatifyVote.Protocol.Groups.Scalars;

/// <summary>Arithmetic mod a prime q of 193 to 256 bits on four 64-bit limbs. Add, Subtract, Multiply, Invert and the reductions
/// take the same steps for all values; parsing and formatting do not.</summary>
/// <remarks>Reduction of 512 bits: Barrett, Handbook of Applied Cryptography, algorithm 14.42 with b = 2^64, k = 4.</remarks>
internal sealed class Ring256 : ScalarRing
{
    private readonly Scalar q;
    private readonly ulong[] limbs;
    private readonly ulong[] reciprocal;
    private readonly int bits;

    /// <summary>q and floor(2^512 / q), both least significant limb first (4 and 5 limbs).</summary>
    public Ring256(Scalar q, ReadOnlySpan<ulong> reciprocal)
    {
        this.q = q;
        limbs = [q.L0, q.L1, q.L2, q.L3];
        this.reciprocal = reciprocal.ToArray();
        bits = 256 - System.Numerics.BitOperations.LeadingZeroCount(q.L3);
    }

    public override Scalar Add(Scalar a, Scalar b)
    {
        ulong carry = 0;
        Scalar sum = new(
            AddWithCarry(a.L0, b.L0, ref carry), AddWithCarry(a.L1, b.L1, ref carry),
            AddWithCarry(a.L2, b.L2, ref carry), AddWithCarry(a.L3, b.L3, ref carry));
        return SubtractModulusOnce(sum, carry);
    }

    public override Scalar Subtract(Scalar a, Scalar b)
    {
        ulong borrow = 0, carry = 0;
        ulong r0 = SubtractWithBorrow(a.L0, b.L0, ref borrow), r1 = SubtractWithBorrow(a.L1, b.L1, ref borrow);
        ulong r2 = SubtractWithBorrow(a.L2, b.L2, ref borrow), r3 = SubtractWithBorrow(a.L3, b.L3, ref borrow);
        ulong mask = 0 - borrow;
        return new(
            AddWithCarry(r0, q.L0 & mask, ref carry), AddWithCarry(r1, q.L1 & mask, ref carry),
            AddWithCarry(r2, q.L2 & mask, ref carry), AddWithCarry(r3, q.L3 & mask, ref carry));
    }

    public override Scalar Multiply(Scalar a, Scalar b)
    {
        ReadOnlySpan<ulong> x = [a.L0, a.L1, a.L2, a.L3], y = [b.L0, b.L1, b.L2, b.L3];
        Span<ulong> product = stackalloc ulong[8];
        MultiplyLimbs(product, x, y);
        return Reduce(product);
    }

    /// <summary>a^(q-2): squarings and products at the places of q's bits, which are public.</summary>
    public override Scalar Invert(Scalar a)
    {
        if (a.IsZero) throw new DivideByZeroException("Zero has no inverse.");
        Scalar exponent = Subtract(Scalar.Zero, new Scalar(2, 0, 0, 0)), result = Scalar.One;
        ReadOnlySpan<ulong> e = [exponent.L0, exponent.L1, exponent.L2, exponent.L3];
        for (int i = bits - 1; i >= 0; i--)
        {
            result = Multiply(result, result);
            if ((e[i >> 6] >> (i & 63) & 1) != 0) result = Multiply(result, a);
        }
        return result;
    }

    public override Scalar Of(long value)
    {
        Scalar magnitude = SubtractModulusOnce(new Scalar((ulong)Int128.Abs(value), 0, 0, 0), 0);
        return value < 0 ? Subtract(Scalar.Zero, magnitude) : magnitude;
    }

    public override Scalar ReduceBigEndian(ReadOnlySpan<byte> bytes)
    {
        RequireAtMost64(bytes);
        Span<byte> padded = stackalloc byte[64];
        padded.Clear();
        bytes.CopyTo(padded[(64 - bytes.Length)..]);
        Span<ulong> value = stackalloc ulong[8];
        for (int i = 0; i < 8; i++) value[i] = BinaryPrimitives.ReadUInt64BigEndian(padded[(56 - 8 * i)..]);
        CryptographicOperations.ZeroMemory(padded);
        return Reduce(value);
    }

    /// <summary>Uniform below q: 32 bytes read as a big-endian integer, bits above q's length cleared, drawn again while not below q.</summary>
    public override Scalar Random(RandomSource random)
    {
        Span<byte> bytes = stackalloc byte[32];
        while (true)
        {
            random(bytes);
            Scalar drawn = new(
                BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
                BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes) & (ulong.MaxValue >> (256 - bits)));
            if (!IsReduced(drawn)) continue;
            CryptographicOperations.ZeroMemory(bytes);
            return drawn;
        }
    }

    public override void RequireReduced(in Scalar s)
    {
        if (s.High is not null || !IsReduced(s))
            throw new ArgumentException("The scalar is not below the order of this group.", nameof(s));
    }

    private bool IsReduced(in Scalar s)
    {
        ulong borrow = 0;
        SubtractWithBorrow(s.L0, q.L0, ref borrow);
        SubtractWithBorrow(s.L1, q.L1, ref borrow);
        SubtractWithBorrow(s.L2, q.L2, ref borrow);
        SubtractWithBorrow(s.L3, q.L3, ref borrow);
        return borrow != 0;
    }

    public override bool TryParse(ReadOnlySpan<char> text, out Scalar scalar)
    {
        scalar = default;
        if (!CanonicalDecimal.IsCanonical(text, 78)) return false;
        Span<ulong> value = stackalloc ulong[4];
        value.Clear();
        while (!text.IsEmpty)
        {
            int take = Math.Min(18, text.Length);                          // 10^18 < 2^64
            ulong carry = 0, scale = 1;
            for (int i = 0; i < take; i++) (carry, scale) = (carry * 10 + (ulong)(text[i] - '0'), scale * 10);
            for (int i = 0; i < 4; i++)
            {
                ulong high = Math.BigMul(value[i], scale, out ulong low);
                value[i] = low + carry;
                carry = high + (value[i] < low ? 1UL : 0);
            }
            if (carry != 0) return false;
            text = text[take..];
        }
        Scalar parsed = new(value[0], value[1], value[2], value[3]);
        if (!IsReduced(parsed)) return false;
        scalar = parsed;
        return true;
    }

    public override string Format(Scalar s)
    {
        const uint billion = 1_000_000_000;
        Span<uint> value = [(uint)s.L0, (uint)(s.L0 >> 32), (uint)s.L1, (uint)(s.L1 >> 32), (uint)s.L2, (uint)(s.L2 >> 32), (uint)s.L3, (uint)(s.L3 >> 32)];
        Span<char> text = stackalloc char[81];
        int at = text.Length, used = 8;
        while (used > 0 && value[used - 1] == 0) used--;
        while (used > 0)
        {
            ulong remainder = 0;
            for (int i = used - 1; i >= 0; i--)
            {
                remainder = remainder << 32 | value[i];
                value[i] = (uint)(remainder / billion);
                remainder %= billion;
            }
            for (int i = 0; i < 9; i++, remainder /= 10) text[--at] = (char)('0' + remainder % 10);
            if (value[used - 1] == 0) used--;
        }
        ReadOnlySpan<char> digits = text[at..].TrimStart('0');
        string result = digits.IsEmpty ? "0" : digits.ToString();
        value.Clear();
        text.Clear();
        return result;
    }

    /// <summary>x mod q for x below 2^512 in eight limbs.</summary>
    private Scalar Reduce(ReadOnlySpan<ulong> x)
    {
        Span<ulong> wide = stackalloc ulong[10];
        MultiplyLimbs(wide, x[3..], reciprocal);                           // floor(x / b^3) * mu
        Span<ulong> estimate = stackalloc ulong[9];
        MultiplyLimbs(estimate, wide[5..], limbs);                         // floor(that / b^5) * q, at most 2q too small
        ulong borrow = 0;
        ulong r0 = SubtractWithBorrow(x[0], estimate[0], ref borrow), r1 = SubtractWithBorrow(x[1], estimate[1], ref borrow);
        ulong r2 = SubtractWithBorrow(x[2], estimate[2], ref borrow), r3 = SubtractWithBorrow(x[3], estimate[3], ref borrow);
        ulong r4 = SubtractWithBorrow(x[4], estimate[4], ref borrow);
        for (int pass = 0; pass < 2; pass++)
        {
            borrow = 0;
            ulong t0 = SubtractWithBorrow(r0, q.L0, ref borrow), t1 = SubtractWithBorrow(r1, q.L1, ref borrow);
            ulong t2 = SubtractWithBorrow(r2, q.L2, ref borrow), t3 = SubtractWithBorrow(r3, q.L3, ref borrow);
            ulong t4 = SubtractWithBorrow(r4, 0, ref borrow);
            ulong keep = 0 - borrow;
            (r0, r1, r2, r3, r4) = (t0 ^ keep & (t0 ^ r0), t1 ^ keep & (t1 ^ r1), t2 ^ keep & (t2 ^ r2), t3 ^ keep & (t3 ^ r3), t4 ^ keep & (t4 ^ r4));
        }
        return new Scalar(r0, r1, r2, r3);
    }

    private Scalar SubtractModulusOnce(in Scalar value, ulong carry)
    {
        ulong borrow = 0;
        ulong t0 = SubtractWithBorrow(value.L0, q.L0, ref borrow), t1 = SubtractWithBorrow(value.L1, q.L1, ref borrow);
        ulong t2 = SubtractWithBorrow(value.L2, q.L2, ref borrow), t3 = SubtractWithBorrow(value.L3, q.L3, ref borrow);
        ulong keep = 0 - (borrow & (carry ^ 1));
        return new Scalar(t0 ^ keep & (t0 ^ value.L0), t1 ^ keep & (t1 ^ value.L1), t2 ^ keep & (t2 ^ value.L2), t3 ^ keep & (t3 ^ value.L3));
    }

    private static void MultiplyLimbs(Span<ulong> product, ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        product.Clear();
        for (int i = 0; i < a.Length; i++)
        {
            ulong carry = 0;
            for (int j = 0; j < b.Length; j++)
            {
                UInt128 t = (UInt128)a[i] * b[j] + product[i + j] + carry;
                product[i + j] = (ulong)t;
                carry = (ulong)(t >> 64);
            }
            product[i + b.Length] = carry;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddWithCarry(ulong a, ulong b, ref ulong carry)
    {
        ulong sum = a + b, total = sum + carry;
        carry = (sum < a ? 1UL : 0) | (total < sum ? 1UL : 0);
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SubtractWithBorrow(ulong a, ulong b, ref ulong borrow)
    {
        ulong difference = a - b, total = difference - borrow;
        borrow = (a < b ? 1UL : 0) | (difference < borrow ? 1UL : 0);
        return total;
    }
}
