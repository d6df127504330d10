using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RatifyVote.Protocol.Groups.Edwards;

// A point's four coordinates in the four lanes, so that the four products of each half of a doubling or an addition are one product of
// lanes. The formulas and their completeness are those of EdwardsPoint.

/// <summary>Lanes X, Y, Z, T, carried.</summary>
internal struct LanePoint : IPublicPoint<LanePoint, LaneCachedPoint>
{
    private FieldLanes lanes;

    // Lane orders for Permute4x64, lane 0 in the lowest two bits.
    private const byte Xyzx = 0x24, Xyzy = 0x64, SwapXy = 0xe1, SwapPairs = 0xb1, Egfe = 0x2c, Fhgh = 0x76;

    public static void FromPoint(out LanePoint result, in EdwardsPoint p) => result.lanes = FieldLanes.Of(p.X, p.Y, p.Z, p.T);

    public readonly void ToPoint(out EdwardsPoint result)
    {
        result.X = lanes.Lane(0);
        result.Y = lanes.Lane(1);
        result.Z = lanes.Lane(2);
        result.T = lanes.Lane(3);
    }

    /// <summary>2P; T comes without asking.</summary>
    [SkipLocalsInit]
    public static void Double(ref LanePoint p, bool withT)
    {
        Permute(out FieldLanes a, p.lanes, Xyzx);
        Permute(out FieldLanes b, p.lanes, Xyzy);
        FieldLanes.Multiply(out FieldLanes m, a, b);                       // A = X^2, B = Y^2, Z^2, XY
        FieldLanes.Carry(out FieldLanes v, DoublingTerms(m.V0), DoublingTerms(m.V1), DoublingTerms(m.V2), DoublingTerms(m.V3), DoublingTerms(m.V4));
        Complete(out p.lanes, v);
    }

    /// <summary>E = 2XY, H = A+B, F = 2Z^2+A-B, G = B-A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> DoublingTerms(Vector256<double> m)
    {
        Vector256<double> v = Avx2.Permute4x64(m, 0x63) * Vector256.Create(2.0, 1, 2, 1);
        v = Fma.MultiplyAdd(Avx2.Permute4x64(m, 0x04), Vector256.Create(0.0, 1, 1, -1), v);
        return Fma.MultiplyAdd(Avx2.Permute4x64(m, 0x55), Vector256.Create(0.0, 0, -1, 0), v);
    }

    /// <summary>P + Q, or P - Q; the sign is public.</summary>
    [SkipLocalsInit]
    public static void AddVarTime(ref LanePoint p, in LaneCachedPoint q, bool negative, bool withT)
    {
        Sums(out FieldLanes sums, p.lanes);
        FieldLanes m;
        if (negative)
        {
            q.Negate(out FieldLanes minus);
            FieldLanes.Multiply(out m, sums, minus);
        }
        else FieldLanes.Multiply(out m, sums, q.Lanes);                    // A, B, D, C
        FieldLanes.Carry(out FieldLanes v, AdditionTerms(m.V0), AdditionTerms(m.V1), AdditionTerms(m.V2), AdditionTerms(m.V3), AdditionTerms(m.V4));
        Complete(out p.lanes, v);
    }

    /// <summary>E = B-A, H = B+A, F = D-C, G = D+C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> AdditionTerms(Vector256<double> m) =>
        Fma.MultiplyAdd(m, Vector256.Create(-1.0, 1, 1, 1), Avx2.Permute4x64(m, SwapPairs) * Vector256.Create(1.0, 1, -1, 1));

    /// <summary>(E, H, F, G) to (EF, GH, FG, EH).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Complete(out FieldLanes result, in FieldLanes v)
    {
        Permute(out FieldLanes left, v, Egfe);
        Permute(out FieldLanes right, v, Fhgh);
        FieldLanes.Multiply(out result, left, right);
    }

    public static void Cache(out LaneCachedPoint result, in LanePoint p)
    {
        Sums(out FieldLanes sums, p.lanes);
        FieldLanes.Multiply(out result.Lanes, sums, CacheFactors);
    }

    private static readonly FieldLanes CacheFactors = FieldLanes.Of(
        FieldElement.One, FieldElement.One, new FieldElement(2, 0, 0, 0, 0), EdwardsPoint.TwoD);

    /// <summary>(Y-X, Y+X, Z, T), not carried.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sums(out FieldLanes result, in FieldLanes p)
    {
        Vector256<double> sign = Vector256.Create(-1.0, 1, 0, 0);
        result.V0 = Fma.MultiplyAdd(p.V0, sign, Avx2.Permute4x64(p.V0, SwapXy));
        result.V1 = Fma.MultiplyAdd(p.V1, sign, Avx2.Permute4x64(p.V1, SwapXy));
        result.V2 = Fma.MultiplyAdd(p.V2, sign, Avx2.Permute4x64(p.V2, SwapXy));
        result.V3 = Fma.MultiplyAdd(p.V3, sign, Avx2.Permute4x64(p.V3, SwapXy));
        result.V4 = Fma.MultiplyAdd(p.V4, sign, Avx2.Permute4x64(p.V4, SwapXy));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Permute(out FieldLanes result, in FieldLanes v, [System.Diagnostics.CodeAnalysis.ConstantExpected] byte order)
    {
        result.V0 = Avx2.Permute4x64(v.V0, order);
        result.V1 = Avx2.Permute4x64(v.V1, order);
        result.V2 = Avx2.Permute4x64(v.V2, order);
        result.V3 = Avx2.Permute4x64(v.V3, order);
        result.V4 = Avx2.Permute4x64(v.V4, order);
    }
}

/// <summary>What an addition reads of its second operand: lanes y-x, y+x, 2z, 2d*t, carried.</summary>
internal struct LaneCachedPoint
{
    public FieldLanes Lanes;

    public readonly void Negate(out FieldLanes result)
    {
        Vector256<double> sign = Vector256.Create(1.0, 1, 1, -1);
        result.V0 = Avx2.Permute4x64(Lanes.V0, 0xe1) * sign;
        result.V1 = Avx2.Permute4x64(Lanes.V1, 0xe1) * sign;
        result.V2 = Avx2.Permute4x64(Lanes.V2, 0xe1) * sign;
        result.V3 = Avx2.Permute4x64(Lanes.V3, 0xe1) * sign;
        result.V4 = Avx2.Permute4x64(Lanes.V4, 0xe1) * sign;
    }
}
