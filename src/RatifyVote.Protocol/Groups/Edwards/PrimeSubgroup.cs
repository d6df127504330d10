namespace RatifyVote.Protocol.Groups.Edwards;

// Membership in the subgroup of prime order q, without multiplying by q.
//
// The curve has 8q points and one point of order 2, so its even part is cyclic: P lies in the subgroup exactly when P = 8R for some
// R. On the Montgomery form v^2 = u(u^2 + Au + 1), A = 486662, with u = (1+y)/(1-y), v = c*u/x, c^2 = -(A+2):
//   1. P = 2Q for a rational Q  <=>  u is a square, w^2.                                 (Tate pairing with the point of order 2)
//   2. The doubling formula gives w = (uQ^2-1)/(2 vQ), hence uQ + 1/uQ = 2h with h = w^2 + v/w = w(wx+c)/x for one of the two
//      signs of w, namely the one for which h^2 - 1 is a square; the product of both values of h^2 - 1 is (A^2-4) w^4, A^2-4 is not
//      a square. So uQ = (n+r)/x with n = w(wx+c), r^2 = n^2 - x^2, and vQ = uQ*r/(x*w) up to its sign, which does not matter.
//   3. Q = 4R  <=>  ((vQ - a*uQ)^2 / uQ)^((p-1)/4) = 1 with a^2 = A+2: the Tate pairing with the point of order 4 at u = 1.
//      Up to fourth powers that function is (n+r) * x * (w(r - a*x*w))^2.
// None of the quantities vanishes unless x = 0. Three exponentiations of 254 squarings stand against 253 doublings.
// Ref: T. Pornin, "Point-Halving and Subgroup Membership in Twisted Edwards Curves", ePrint 2022/1164 (the idea);
// D. Koshelev, "Subgroup membership testing on elliptic curves via the Tate pairing", ePrint 2022/037 (step 3).
internal static class PrimeSubgroup
{
    private const ulong A = 486662;

    /// <summary>c and a: square roots of -(A+2) and A+2.</summary>
    private static readonly FieldElement RootOfMinusAPlus2 = Root(Negative(A + 2)), RootOfAPlus2 = Root(new FieldElement(A + 2, 0, 0, 0, 0));

    /// <summary>Square roots of (A^2-4)/i and of (A^2-4)/(-i).</summary>
    private static readonly FieldElement RootForI = RootOverI(FieldElement.SquareRootOfMinusOne), RootForMinusI = RootOverI(MinusI());

    /// <summary>Whether the curve point (x, y) has order q or 1.</summary>
    public static bool Contains(in FieldElement x, in FieldElement y)
    {
        if (x.IsZero()) return FieldElement.AreEqual(y, FieldElement.One);
        FieldElement.Add(out FieldElement numerator, FieldElement.One, y);
        FieldElement.Subtract(out FieldElement denominator, FieldElement.One, y);
        if (!FieldElement.TrySquareRootOfRatio(out FieldElement w, numerator, denominator)) return false;

        FieldElement.Multiply(out FieldElement wx, w, x);
        FieldElement.Square(out FieldElement xx, x);
        FieldElement.Add(out FieldElement n, wx, RootOfMinusAPlus2);
        FieldElement.Multiply(out n, n, w);
        FieldElement.Square(out FieldElement z, n);
        FieldElement.Subtract(out z, z, xx);
        FieldElement.PowerP58(out FieldElement e, z);
        FieldElement.Square(out FieldElement fourthRoot, e);
        FieldElement.Multiply(out fourthRoot, fourthRoot, z);                // z^((p-1)/4): 1, -1, i or -i
        FieldElement.Square(out FieldElement sign, fourthRoot);
        FieldElement r;
        if (FieldElement.AreEqual(sign, FieldElement.One))
        {
            FieldElement.Multiply(out r, e, z);
            if (!FieldElement.AreEqual(fourthRoot, FieldElement.One)) FieldElement.Multiply(out r, r, FieldElement.SquareRootOfMinusOne);
        }
        else
        {
            // The other sign of w: n' = w(wx-c), r' = x^2 w^2 sqrt((A^2-4)/z), and e^2 = i/z or -i/z gives that root.
            FieldElement.Subtract(out n, wx, RootOfMinusAPlus2);
            FieldElement.Multiply(out n, n, w);
            FieldElement.Square(out r, wx);
            FieldElement.Multiply(out r, r, e);
            FieldElement.Multiply(out r, r, FieldElement.AreEqual(fourthRoot, FieldElement.SquareRootOfMinusOne) ? RootForI : RootForMinusI);
            FieldElement.Negate(out w, w);
            FieldElement.Negate(out wx, wx);
        }

        FieldElement.Multiply(out FieldElement f, RootOfAPlus2, wx);
        FieldElement.Subtract(out f, r, f);
        FieldElement.Multiply(out f, f, w);
        FieldElement.Square(out f, f);
        FieldElement.Multiply(out f, f, x);
        FieldElement.Add(out n, n, r);
        FieldElement.Multiply(out f, f, n);
        FieldElement.PowerP58(out FieldElement quartic, f);
        FieldElement.Square(out quartic, quartic);
        FieldElement.Multiply(out quartic, quartic, f);
        return FieldElement.AreEqual(quartic, FieldElement.One);
    }

    private static FieldElement Root(in FieldElement square) =>
        FieldElement.TrySquareRootOfRatio(out FieldElement root, square, FieldElement.One) ? root : throw new InvalidOperationException("Not a square.");

    private static FieldElement RootOverI(in FieldElement i) =>
        FieldElement.TrySquareRootOfRatio(out FieldElement root, new FieldElement(A * A - 4, 0, 0, 0, 0), i)
            ? root : throw new InvalidOperationException("Not a square.");

    private static FieldElement Negative(ulong value)
    {
        FieldElement.Negate(out FieldElement result, new FieldElement(value, 0, 0, 0, 0));
        return result;
    }

    private static FieldElement MinusI()
    {
        FieldElement.Negate(out FieldElement result, FieldElement.SquareRootOfMinusOne);
        return result;
    }
}
