using System.Runtime.CompilerServices;

namespace RatifyVote.Protocol.Groups.Edwards;

// Points of -x^2 + y^2 = 1 + d x^2 y^2 over GF(2^255 - 19).
// Ref: Hisil, Wong, Carter, Dawson, "Twisted Edwards Curves Revisited" (2008), 3.1 and 3.3; RFC 8032, 5.1.4.
// The formulas are complete (a = -1 is a square, d is not): identity, equal and opposite points need no case of their own.
// Bounds: coordinates are tight; see FieldElement for what a sum or difference of tight values may enter.

/// <summary>x = X/Z, y = Y/Z, x*y = T/Z. All four tight.</summary>
internal struct EdwardsPoint : IPublicPoint<EdwardsPoint, CachedPoint>
{
    public FieldElement X, Y, Z, T;

    public static readonly EdwardsPoint Identity = new() { Y = FieldElement.One, Z = FieldElement.One };

    public static readonly FieldElement D = new(0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb, 0x52036cee2b6ff);
    public static readonly FieldElement TwoD = new(0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff);

    /// <summary>RFC 8032's base point: y = 4/5, x even.</summary>
    public static readonly EdwardsPoint BasePoint = new()
    {
        X = new(0x62d608f25d51a, 0x412a4b4f6592a, 0x75b7171a4b31d, 0x1ff60527118fe, 0x216936d3cd6e5),
        Y = new(0x6666666666658, 0x4cccccccccccc, 0x1999999999999, 0x3333333333333, 0x6666666666666),
        Z = FieldElement.One,
        T = new(0x68ab3a5b7dda3, 0x0eea2a5eadbb, 0x2af8df483c27e, 0x332b375274732, 0x67875f0fd78b7),
    };

    public static void FromPoint(out EdwardsPoint result, in EdwardsPoint p) => result = p;
    public readonly void ToPoint(out EdwardsPoint result) => result = this;
    public static void Cache(out CachedPoint result, in EdwardsPoint p) => result = new CachedPoint(p);

    /// <summary>2P. Reads X, Y, Z; T of the result is computed only when asked for (a following addition needs it, a following
    /// doubling does not).</summary>
    [SkipLocalsInit]
    public static void Double(ref EdwardsPoint p, bool withT)
    {
        FieldElement.Add(out FieldElement e, p.X, p.Y);
        FieldElement.Square(out e, e);
        FieldElement.Square(out FieldElement a, p.X);
        FieldElement.Square(out FieldElement b, p.Y);
        FieldElement.Square(out FieldElement c, p.Z);
        FieldElement.Add(out c, c, c);
        FieldElement.Add(out FieldElement h, b, a);
        FieldElement.Subtract(out FieldElement g, b, a);
        FieldElement.SubtractLoose(out e, e, h);
        FieldElement.SubtractLoose(out FieldElement f, c, g);
        Complete(out p, e, f, g, h, withT);
    }

    /// <summary>P + Q, or P - Q. The branch is on the sign, which must be public.</summary>
    [SkipLocalsInit]
    public static void AddVarTime(ref EdwardsPoint p, in CachedPoint q, bool negative, bool withT)
    {
        FieldElement.Multiply(out FieldElement c, p.T, q.T2d);
        FieldElement.Multiply(out FieldElement d, p.Z, q.Z2);
        FieldElement.Add(out FieldElement b, p.Y, p.X);
        FieldElement.Subtract(out FieldElement a, p.Y, p.X);
        FieldElement.Multiply(out b, b, negative ? q.YMinusX : q.YPlusX);
        FieldElement.Multiply(out a, a, negative ? q.YPlusX : q.YMinusX);
        FinishSum(out p, a, b, c, d, negative, withT);
    }

    /// <summary>P + Q in constant time.</summary>
    public static void Add(ref EdwardsPoint p, in CachedPoint q) => AddVarTime(ref p, q, negative: false, withT: true);

    [SkipLocalsInit]
    private static void FinishSum(out EdwardsPoint p, in FieldElement a, in FieldElement b, in FieldElement c, in FieldElement d,
        bool negative, bool withT)
    {
        FieldElement.Subtract(out FieldElement e, b, a);
        FieldElement.Add(out FieldElement h, b, a);
        FieldElement.Subtract(out FieldElement f, d, c);
        FieldElement.Add(out FieldElement g, d, c);
        if (negative) Complete(out p, e, g, f, h, withT);
        else Complete(out p, e, f, g, h, withT);
    }

    private static void Complete(out EdwardsPoint p, in FieldElement e, in FieldElement f, in FieldElement g, in FieldElement h, bool withT)
    {
        Unsafe.SkipInit(out p);
        FieldElement.Multiply(out p.X, e, f);
        FieldElement.Multiply(out p.Y, g, h);
        FieldElement.Multiply(out p.Z, f, g);
        if (withT) FieldElement.Multiply(out p.T, e, h);
    }

    public static void Negate(out EdwardsPoint result, in EdwardsPoint p)
    {
        result = p;
        FieldElement.Negate(out result.X, p.X);
        FieldElement.Negate(out result.T, p.T);
    }

    public static bool AreEqual(in EdwardsPoint p, in EdwardsPoint q)
    {
        FieldElement.Multiply(out FieldElement a, p.X, q.Z);
        FieldElement.Multiply(out FieldElement b, q.X, p.Z);
        FieldElement.Multiply(out FieldElement c, p.Y, q.Z);
        FieldElement.Multiply(out FieldElement d, q.Y, p.Z);
        return FieldElement.AreEqual(a, b) & FieldElement.AreEqual(c, d);
    }

    public readonly bool IsIdentity() => X.IsZero() && FieldElement.AreEqual(Y, Z);

    /// <summary>The point with that y whose x has that lowest bit; false when there is none. y is canonical. x = 0 has no odd form.</summary>
    public static bool TryFromY(in FieldElement y, bool odd, out EdwardsPoint point)
    {
        point = Identity;
        FieldElement.Square(out FieldElement yy, y);
        FieldElement.Subtract(out FieldElement u, yy, FieldElement.One);
        FieldElement.Multiply(out FieldElement v, yy, D);
        FieldElement.Add(out v, v, FieldElement.One);
        if (!FieldElement.TrySquareRootOfRatio(out FieldElement x, u, v)) return false;
        if (x.IsZero() && odd) return false;
        if (x.IsOdd() != odd) FieldElement.Negate(out x, x);
        point.X = x;
        point.Y = y;
        FieldElement.Multiply(out point.T, x, y);
        return true;
    }
}

/// <summary>What an addition reads of its second operand, prepared: y+x, y-x, 2z and 2d*t, projective.</summary>
internal struct CachedPoint
{
    public FieldElement YPlusX, YMinusX, Z2, T2d;

    public CachedPoint(in EdwardsPoint p)
    {
        FieldElement.Add(out YPlusX, p.Y, p.X);
        FieldElement.Subtract(out YMinusX, p.Y, p.X);
        FieldElement.Add(out Z2, p.Z, p.Z);
        FieldElement.Multiply(out T2d, p.T, EdwardsPoint.TwoD);
    }

    /// <summary>-P where the mask is all ones, without a branch.</summary>
    public void NegateWhere(ulong mask)
    {
        FieldElement swap = YPlusX;
        YPlusX.ReplaceWhere(mask, YMinusX);
        YMinusX.ReplaceWhere(mask, swap);
        FieldElement.Negate(out FieldElement minus, T2d);
        T2d.ReplaceWhere(mask, minus);
    }

    public void ReplaceWhere(ulong mask, in CachedPoint other)
    {
        YPlusX.ReplaceWhere(mask, other.YPlusX);
        YMinusX.ReplaceWhere(mask, other.YMinusX);
        Z2.ReplaceWhere(mask, other.Z2);
        T2d.ReplaceWhere(mask, other.T2d);
    }

    private static readonly CachedPoint Identity = new(EdwardsPoint.Identity);

    /// <summary>sum += digit * P for a secret digit in [-8, 8], from the multiples 1..8 of P: all are read, none is branched on.</summary>
    public static void AddSelected(ref EdwardsPoint sum, ReadOnlySpan<CachedPoint> multiples, int digit)
    {
        int negative = digit >> 31;
        int magnitude = (digit ^ negative) - negative;
        CachedPoint selected = Identity;
        for (int j = 1; j <= multiples.Length; j++) selected.ReplaceWhere((ulong)(((long)(j ^ magnitude) - 1) >> 63), multiples[j - 1]);
        selected.NegateWhere((ulong)(long)negative);
        EdwardsPoint.Add(ref sum, selected);
    }
}
