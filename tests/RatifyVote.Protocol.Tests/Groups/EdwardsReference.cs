using System.Globalization;
using System.Numerics;

namespace RatifyVote.Protocol.Tests.Groups;

/// <summary>edwards25519 once more, as plainly as possible: affine coordinates as fractions over BigInteger, bit by bit. It shares
/// nothing with the library, and is what the library is held against.</summary>
internal static class EdwardsReference
{
    public static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    public static readonly BigInteger Q = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));

    public readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z);

    public static readonly Point Identity = new(0, 1, 1);
    public static readonly Point Base = FromY(Mod(4 * Inverse(5)), odd: false)!.Value;

    public static BigInteger Mod(BigInteger a) => (a % P + P) % P;
    public static BigInteger Inverse(BigInteger a) => BigInteger.ModPow(Mod(a), P - 2, P);

    // add-2008-bbjlp, the projective form of the addition law of a x^2 + y^2 = 1 + d x^2 y^2 with a = -1.
    public static Point Add(Point p, Point q)
    {
        BigInteger a = Mod(p.Z * q.Z), b = Mod(a * a), c = Mod(p.X * q.X), d = Mod(p.Y * q.Y), e = Mod(D * c * d);
        BigInteger f = Mod(b - e), g = Mod(b + e);
        return new Point(Mod(a * f * ((p.X + p.Y) * (q.X + q.Y) - c - d)), Mod(a * g * (d + c)), Mod(f * g));
    }

    public static Point Multiply(Point p, BigInteger s)
    {
        Point sum = Identity;
        for (int i = (int)s.GetBitLength() - 1; i >= 0; i--)
        {
            sum = Add(sum, sum);
            if (!(s >> i).IsEven) sum = Add(sum, p);
        }
        return sum;
    }

    public static Point? FromY(BigInteger y, bool odd)
    {
        BigInteger square = Mod((y * y - 1) * Inverse(D * y * y + 1));
        BigInteger x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (Mod(x * x) != square) x = Mod(x * BigInteger.ModPow(2, (P - 1) / 4, P));
        if (Mod(x * x) != square || (x.IsZero && odd)) return null;
        return new Point(x.IsEven == odd ? Mod(-x) : x, y, 1);
    }

    public static string Text(Point p)
    {
        BigInteger z = Inverse(p.Z), x = Mod(p.X * z), y = Mod(p.Y * z);
        return Hex(y + (x.IsEven ? 0 : BigInteger.Pow(2, 255)));
    }

    /// <summary>64 lower-case hex digits of an integer below 2^256.</summary>
    public static string Hex(BigInteger value) => value.ToString("x64", CultureInfo.InvariantCulture)[^64..];

    /// <summary>The eight points of the torsion subgroup, in the order of their multiples of one point of order 8.</summary>
    public static Point[] Torsion()
    {
        for (BigInteger y = 2; ; y++)
        {
            if (FromY(y, odd: false) is not { } point) continue;
            Point generator = Multiply(point, Q);
            if (Text(Multiply(generator, 4)) == Text(Identity)) continue;
            return [.. Enumerable.Range(0, 8).Select(i => Multiply(generator, i))];
        }
    }
}
