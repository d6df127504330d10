using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RatifyVote.Protocol.Groups.Edwards;

// Four elements of GF(2^255 - 19) side by side, one per vector lane: limb i of all four stands in vector i, as an exact double.
// Limbs are signed, radix 2^51. Carried: |limb| <= 2^50 + 2^13 (every product and every Carry).
// A product a*b of limbs below 2^102 is split by two fused multiply-adds: h = a*b + 1.5*2^103 is a*b rounded to a multiple of 2^51
// and l = a*b + (1.5*2^103 + 1.5*2^52 - h) is what is left, both exact. The bit patterns of h and l, less those of the constants, are
// the integers (a*b) >> 51 and the rest: they are added up as 64-bit integers, with the constants taken off the columns beforehand.
// Idea: N. Emmart, "Faster modular exponentiation using double precision floating point arithmetic on the GPU" (ARITH 2018).
internal struct FieldLanes
{
    public Vector256<double> V0, V1, V2, V3, V4;

    private const double Large = 1.5 * (1UL << 52) * (1UL << 51), Small = 1.5 * (1UL << 52);
    private const ulong LargeBits = (0x3ffUL + 103) << 52 | 1UL << 51, SmallBits = (0x3ffUL + 52) << 52 | 1UL << 51;

    /// <summary>Without fused multiply-add in hardware these operations would be emulated, correct and very slow.</summary>
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    /// <summary>Lane by lane a*b. |limb of a| * |limb of b| below 2^102: one carried, the other a sum of two carried. The result is carried.
    /// Compiled for speed at once: a short process would spend its time in the slow first version.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    public static void Multiply(out FieldLanes result, in FieldLanes a, in FieldLanes b)
    {
        Vector256<double> large = Vector256.Create(Large), both = Vector256.Create(Large + Small);
        Vector256<double> a0 = a.V0, a1 = a.V1, a2 = a.V2, a3 = a.V3, a4 = a.V4, b0 = b.V0, b1 = b.V1, b2 = b.V2, b3 = b.V3, b4 = b.V4;
        Vector256<ulong> c0 = Vector256.Create(unchecked(0UL - 1UL * SmallBits));
        Vector256<ulong> c1 = Vector256.Create(unchecked(0UL - 2UL * SmallBits - 1UL * LargeBits));
        Vector256<ulong> c2 = Vector256.Create(unchecked(0UL - 3UL * SmallBits - 2UL * LargeBits));
        Vector256<ulong> c3 = Vector256.Create(unchecked(0UL - 4UL * SmallBits - 3UL * LargeBits));
        Vector256<ulong> c4 = Vector256.Create(unchecked(0UL - 5UL * SmallBits - 4UL * LargeBits));
        Vector256<ulong> c5 = Vector256.Create(unchecked(0UL - 4UL * SmallBits - 5UL * LargeBits));
        Vector256<ulong> c6 = Vector256.Create(unchecked(0UL - 3UL * SmallBits - 4UL * LargeBits));
        Vector256<ulong> c7 = Vector256.Create(unchecked(0UL - 2UL * SmallBits - 3UL * LargeBits));
        Vector256<ulong> c8 = Vector256.Create(unchecked(0UL - 1UL * SmallBits - 2UL * LargeBits));
        Vector256<ulong> c9 = Vector256.Create(unchecked(0UL - 1UL * LargeBits));
        Vector256<double> h;
        h = Fma.MultiplyAdd(a0, b0, large); c1 += h.AsUInt64(); c0 += Fma.MultiplyAdd(a0, b0, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a0, b1, large); c2 += h.AsUInt64(); c1 += Fma.MultiplyAdd(a0, b1, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a1, b0, large); c2 += h.AsUInt64(); c1 += Fma.MultiplyAdd(a1, b0, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a0, b2, large); c3 += h.AsUInt64(); c2 += Fma.MultiplyAdd(a0, b2, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a1, b1, large); c3 += h.AsUInt64(); c2 += Fma.MultiplyAdd(a1, b1, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a2, b0, large); c3 += h.AsUInt64(); c2 += Fma.MultiplyAdd(a2, b0, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a0, b3, large); c4 += h.AsUInt64(); c3 += Fma.MultiplyAdd(a0, b3, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a1, b2, large); c4 += h.AsUInt64(); c3 += Fma.MultiplyAdd(a1, b2, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a2, b1, large); c4 += h.AsUInt64(); c3 += Fma.MultiplyAdd(a2, b1, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a3, b0, large); c4 += h.AsUInt64(); c3 += Fma.MultiplyAdd(a3, b0, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a0, b4, large); c5 += h.AsUInt64(); c4 += Fma.MultiplyAdd(a0, b4, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a1, b3, large); c5 += h.AsUInt64(); c4 += Fma.MultiplyAdd(a1, b3, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a2, b2, large); c5 += h.AsUInt64(); c4 += Fma.MultiplyAdd(a2, b2, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a3, b1, large); c5 += h.AsUInt64(); c4 += Fma.MultiplyAdd(a3, b1, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a4, b0, large); c5 += h.AsUInt64(); c4 += Fma.MultiplyAdd(a4, b0, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a1, b4, large); c6 += h.AsUInt64(); c5 += Fma.MultiplyAdd(a1, b4, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a2, b3, large); c6 += h.AsUInt64(); c5 += Fma.MultiplyAdd(a2, b3, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a3, b2, large); c6 += h.AsUInt64(); c5 += Fma.MultiplyAdd(a3, b2, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a4, b1, large); c6 += h.AsUInt64(); c5 += Fma.MultiplyAdd(a4, b1, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a2, b4, large); c7 += h.AsUInt64(); c6 += Fma.MultiplyAdd(a2, b4, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a3, b3, large); c7 += h.AsUInt64(); c6 += Fma.MultiplyAdd(a3, b3, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a4, b2, large); c7 += h.AsUInt64(); c6 += Fma.MultiplyAdd(a4, b2, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a3, b4, large); c8 += h.AsUInt64(); c7 += Fma.MultiplyAdd(a3, b4, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a4, b3, large); c8 += h.AsUInt64(); c7 += Fma.MultiplyAdd(a4, b3, both - h).AsUInt64();
        h = Fma.MultiplyAdd(a4, b4, large); c9 += h.AsUInt64(); c8 += Fma.MultiplyAdd(a4, b4, both - h).AsUInt64();
        c0 += Times19(c5);
        c1 += Times19(c6);
        c2 += Times19(c7);
        c3 += Times19(c8);
        c4 += Times19(c9);
        Vector256<double> low0 = Split(c0, out Vector256<double> high0), low1 = Split(c1, out Vector256<double> high1);
        Vector256<double> low2 = Split(c2, out Vector256<double> high2), low3 = Split(c3, out Vector256<double> high3);
        Vector256<double> low4 = Split(c4, out Vector256<double> high4);
        result.V0 = Fma.MultiplyAdd(high4, Vector256.Create(19.0), low0);
        result.V1 = low1 + high0;
        result.V2 = low2 + high1;
        result.V3 = low3 + high2;
        result.V4 = low4 + high3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Times19(Vector256<ulong> c) => (c << 4) + (c << 1) + c;

    /// <summary>An integer |c| below 2^62 as low + 2^51 * high, |low| at most 2^50.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Split(Vector256<ulong> c, out Vector256<double> high)
    {
        const double two52 = 1UL << 52;
        Vector256<ulong> exponent = Vector256.Create((0x3ffUL + 52) << 52);
        c += Vector256.Create((1UL << 62) + (1UL << 50));                 // positive, so that the shift keeps the sign
        high = ((c >>> 51) | exponent).AsDouble() - Vector256.Create(two52 + (1UL << 11));
        return ((c & Vector256.Create((1UL << 51) - 1)) | exponent).AsDouble() - Vector256.Create(two52 + (1UL << 50));
    }

    /// <summary>The same values carried; for limbs below 2^55.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Carry(out FieldLanes result, Vector256<double> v0, Vector256<double> v1, Vector256<double> v2, Vector256<double> v3, Vector256<double> v4)
    {
        Vector256<double> large = Vector256.Create(Large), scale = Vector256.Create(1.0 / (1UL << 51)), scale19 = Vector256.Create(19.0 / (1UL << 51));
        Vector256<double> t0 = v0 + large - large, t1 = v1 + large - large, t2 = v2 + large - large, t3 = v3 + large - large, t4 = v4 + large - large;
        result.V0 = Fma.MultiplyAdd(t4, scale19, v0 - t0);                // t is the nearest multiple of 2^51
        result.V1 = Fma.MultiplyAdd(t0, scale, v1 - t1);
        result.V2 = Fma.MultiplyAdd(t1, scale, v2 - t2);
        result.V3 = Fma.MultiplyAdd(t2, scale, v3 - t3);
        result.V4 = Fma.MultiplyAdd(t3, scale, v4 - t4);
    }

    /// <summary>Four tight elements, lane 0 first.</summary>
    public static FieldLanes Of(in FieldElement e0, in FieldElement e1, in FieldElement e2, in FieldElement e3)
    {
        Carry(out FieldLanes lanes,
            Vector256.Create((double)e0.V0, e1.V0, e2.V0, e3.V0), Vector256.Create((double)e0.V1, e1.V1, e2.V1, e3.V1),
            Vector256.Create((double)e0.V2, e1.V2, e2.V2, e3.V2), Vector256.Create((double)e0.V3, e1.V3, e2.V3, e3.V3),
            Vector256.Create((double)e0.V4, e1.V4, e2.V4, e3.V4));
        return lanes;
    }

    /// <summary>One lane of a carried value, tight.</summary>
    public readonly FieldElement Lane(int lane)
    {
        const long twoP0 = (1L << 52) - 38, twoP = (1L << 52) - 2;
        FieldElement positive = new((ulong)((long)V0[lane] + twoP0), (ulong)((long)V1[lane] + twoP), (ulong)((long)V2[lane] + twoP),
            (ulong)((long)V3[lane] + twoP), (ulong)((long)V4[lane] + twoP));
        FieldElement.Tighten(out FieldElement tight, positive);
        return tight;
    }
}
