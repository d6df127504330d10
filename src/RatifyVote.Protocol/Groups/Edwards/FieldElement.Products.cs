using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace RatifyVote.Protocol.Groups.Edwards;

// Products in GF(2^255 - 19), radix 2^51.
// A product of limbs is split at bit 51. With a shifted left by 6 and b by 7 the machine does the split: the high word of the
// 128-bit product is (a*b) >> 51 and the low word is ((a*b) mod 2^51) << 13. So both halves are added into 64-bit columns, without carries.
// Bounds: limbs up to 2^54 come in; a high word is below 2^57, a column below 5*2^57 + 5*2^51, nineteen of them plus one stay
// below 2^64. One parallel carry leaves limbs below 2^51 + 2^18 (what this file calls tight).
internal partial struct FieldElement
{
    private const ulong Mask = (1UL << 51) - 1;

    /// <summary>a*b. Limbs of both up to 2^54; the result is tight. The result may be one of the operands.</summary>
    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static unsafe void Multiply(out FieldElement result, in FieldElement a, in FieldElement b)
    {
        ulong* low = stackalloc ulong[25];
        ulong a0 = a.V0 << 6, a1 = a.V1 << 6, a2 = a.V2 << 6, a3 = a.V3 << 6, a4 = a.V4 << 6;
        ulong b0 = b.V0 << 7, b1 = b.V1 << 7, b2 = b.V2 << 7, b3 = b.V3 << 7, b4 = b.V4 << 7;
        ulong c1 = High(a0, b0, low + 0);
        ulong c2 = High(a0, b1, low + 1); c2 += High(a1, b0, low + 2);
        ulong c3 = High(a0, b2, low + 3); c3 += High(a1, b1, low + 4); c3 += High(a2, b0, low + 5);
        ulong c4 = High(a0, b3, low + 6); c4 += High(a1, b2, low + 7); c4 += High(a2, b1, low + 8);
        c4 += High(a3, b0, low + 9);
        ulong c5 = High(a0, b4, low + 10); c5 += High(a1, b3, low + 11); c5 += High(a2, b2, low + 12);
        c5 += High(a3, b1, low + 13); c5 += High(a4, b0, low + 14);
        ulong c6 = High(a1, b4, low + 15); c6 += High(a2, b3, low + 16); c6 += High(a3, b2, low + 17);
        c6 += High(a4, b1, low + 18);
        ulong c7 = High(a2, b4, low + 19); c7 += High(a3, b3, low + 20); c7 += High(a4, b2, low + 21);
        ulong c8 = High(a3, b4, low + 22); c8 += High(a4, b3, low + 23);
        ulong c9 = High(a4, b4, low + 24);
        ulong c0 = (low[0] >> 13);
        c1 += (low[1] >> 13) + (low[2] >> 13);
        c2 += (low[3] >> 13) + (low[4] >> 13) + (low[5] >> 13);
        c3 += (low[6] >> 13) + (low[7] >> 13) + (low[8] >> 13) + (low[9] >> 13);
        c4 += (low[10] >> 13) + (low[11] >> 13) + (low[12] >> 13) + (low[13] >> 13) + (low[14] >> 13);
        c5 += (low[15] >> 13) + (low[16] >> 13) + (low[17] >> 13) + (low[18] >> 13);
        c6 += (low[19] >> 13) + (low[20] >> 13) + (low[21] >> 13);
        c7 += (low[22] >> 13) + (low[23] >> 13);
        c8 += (low[24] >> 13);
        Carry(out result, c0 + 19 * c5, c1 + 19 * c6, c2 + 19 * c7, c3 + 19 * c8, c4 + 19 * c9);
    }

    /// <summary>a*a. Limbs up to 2^54; the result is tight.</summary>
    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static unsafe void Square(out FieldElement result, in FieldElement a)
    {
        ulong* low = stackalloc ulong[15];
        ulong a0 = a.V0 << 6, a1 = a.V1 << 6, a2 = a.V2 << 6, a3 = a.V3 << 6, a4 = a.V4 << 6;
        ulong b0 = a.V0 << 7, b1 = a.V1 << 7, b2 = a.V2 << 7, b3 = a.V3 << 7, b4 = a.V4 << 7;
        ulong d0 = a0 << 1, d1 = a1 << 1, d2 = a2 << 1, d3 = a3 << 1;
        ulong c1 = High(a0, b0, low + 0);
        ulong c2 = High(d0, b1, low + 1);
        ulong c3 = High(d0, b2, low + 2); c3 += High(a1, b1, low + 3);
        ulong c4 = High(d0, b3, low + 4); c4 += High(d1, b2, low + 5);
        ulong c5 = High(d0, b4, low + 6); c5 += High(d1, b3, low + 7); c5 += High(a2, b2, low + 8);
        ulong c6 = High(d1, b4, low + 9); c6 += High(d2, b3, low + 10);
        ulong c7 = High(d2, b4, low + 11); c7 += High(a3, b3, low + 12);
        ulong c8 = High(d3, b4, low + 13);
        ulong c9 = High(a4, b4, low + 14);
        ulong c0 = (low[0] >> 13);
        c1 += (low[1] >> 13);
        c2 += (low[2] >> 13) + (low[3] >> 13);
        c3 += (low[4] >> 13) + (low[5] >> 13);
        c4 += (low[6] >> 13) + (low[7] >> 13) + (low[8] >> 13);
        c5 += (low[9] >> 13) + (low[10] >> 13);
        c6 += (low[11] >> 13) + (low[12] >> 13);
        c7 += (low[13] >> 13);
        c8 += (low[14] >> 13);
        Carry(out result, c0 + 19 * c5, c1 + 19 * c6, c2 + 19 * c7, c3 + 19 * c8, c4 + 19 * c9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ulong High(ulong a, ulong b, ulong* low) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b, low) : Math.BigMul(a, b, out *low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(out FieldElement result, ulong c0, ulong c1, ulong c2, ulong c3, ulong c4)
    {
        result.V0 = (c0 & Mask) + 19 * (c4 >> 51);
        result.V1 = (c1 & Mask) + (c0 >> 51);
        result.V2 = (c2 & Mask) + (c1 >> 51);
        result.V3 = (c3 & Mask) + (c2 >> 51);
        result.V4 = (c4 & Mask) + (c3 >> 51);
    }

    /// <summary>a^(2^count), count at least 1.</summary>
    public static void SquareTimes(out FieldElement result, in FieldElement a, int count)
    {
        Square(out result, a);
        for (int i = 1; i < count; i++) Square(out result, result);
    }

    /// <summary>a^(2^252 - 3), the common part of inversion and square root (254 squarings, 11 products).</summary>
    public static void PowerP58(out FieldElement result, in FieldElement a)
    {
        Square(out FieldElement a2, a);                                    // 2
        SquareTimes(out FieldElement t, a2, 2);                            // 8
        Multiply(out FieldElement a9, a, t);                               // 9
        Multiply(out FieldElement a11, a2, a9);                            // 11
        Square(out t, a11);                                                // 22
        Multiply(out FieldElement e5, a9, t);                              // 2^5 - 1
        SquareTimes(out t, e5, 5); Multiply(out FieldElement e10, t, e5);    // 2^10 - 1
        SquareTimes(out t, e10, 10); Multiply(out FieldElement e20, t, e10);
        SquareTimes(out t, e20, 20); Multiply(out t, t, e20);              // 2^40 - 1
        SquareTimes(out t, t, 10); Multiply(out FieldElement e50, t, e10);
        SquareTimes(out t, e50, 50); Multiply(out FieldElement e100, t, e50);
        SquareTimes(out t, e100, 100); Multiply(out t, t, e100);           // 2^200 - 1
        SquareTimes(out t, t, 50); Multiply(out t, t, e50);                // 2^250 - 1
        SquareTimes(out t, t, 2); Multiply(out result, t, a);              // 2^252 - 3
    }

    /// <summary>1/a; zero for zero. a^(p-2) = (a^(2^252-3))^8 * a^3.</summary>
    public static void Invert(out FieldElement result, in FieldElement a)
    {
        PowerP58(out FieldElement t, a);
        SquareTimes(out t, t, 3);
        Square(out FieldElement cube, a);
        Multiply(out cube, cube, a);
        Multiply(out result, t, cube);
    }

    /// <summary>A square root of u/v when there is one (RFC 8032, 5.1.3); of the two roots, either. False when u/v is not a square.</summary>
    public static bool TrySquareRootOfRatio(out FieldElement root, in FieldElement u, in FieldElement v)
    {
        Square(out FieldElement v3, v);
        Multiply(out v3, v3, v);
        Square(out FieldElement v7, v3);
        Multiply(out v7, v7, v);
        Multiply(out FieldElement t, u, v7);
        PowerP58(out t, t);
        Multiply(out t, t, v3);
        Multiply(out root, t, u);                                          // u v^3 (u v^7)^((p-5)/8)
        Square(out FieldElement check, root);
        Multiply(out check, check, v);                                     // v root^2: u, or -u, or i times those
        if (AreEqual(check, u)) return true;
        Multiply(out root, root, SquareRootOfMinusOne);
        Negate(out FieldElement minusU, u);
        return AreEqual(check, minusU);
    }
}
