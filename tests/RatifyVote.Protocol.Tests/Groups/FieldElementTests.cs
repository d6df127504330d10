using System.Numerics;
using System.Security.Cryptography;
using RatifyVote.Protocol.Groups.Edwards;

namespace RatifyVote.Protocol.Tests.Groups;

public class FieldElementTests
{
    private const ulong Tight = (1UL << 51) + (1UL << 18), Loose = 1UL << 54;

    private static BigInteger Value(in FieldElement a) =>
        a.V0 + ((BigInteger)a.V1 << 51) + ((BigInteger)a.V2 << 102) + ((BigInteger)a.V3 << 153) + ((BigInteger)a.V4 << 204);

    private static FieldElement Of(BigInteger value)
    {
        BigInteger mask = ulong.MaxValue;
        return FieldElement.FromWords((ulong)(value & mask), (ulong)(value >> 64 & mask), (ulong)(value >> 128 & mask), (ulong)(value >> 192 & mask));
    }

    private static BigInteger Canonical(in FieldElement a)
    {
        var (w0, w1, w2, w3) = a.ToCanonicalWords();
        return w0 + ((BigInteger)w1 << 64) + ((BigInteger)w2 << 128) + ((BigInteger)w3 << 192);
    }

    private static ulong Limb(ulong bound) => RandomNumberGenerator.GetInt32(4) switch
    {
        0 => bound,
        1 => (1UL << 51) - 1,
        2 => (ulong)RandomNumberGenerator.GetInt32(3),
        _ => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) % (bound + 1),
    };

    private static FieldElement Any(ulong bound) => new(Limb(bound), Limb(bound), Limb(bound), Limb(bound), Limb(bound));

    private static void AssertTight(in FieldElement a) => Assert.True(Math.Max(Math.Max(Math.Max(a.V0, a.V1), Math.Max(a.V2, a.V3)), a.V4) < Tight);

    [Fact]
    public void A_hundred_thousand_products_and_squares_of_extreme_limbs_agree_with_BigInteger()
    {
        for (int i = 0; i < 100_000; i++)
        {
            FieldElement a = Any(Loose), b = Any(Loose);
            FieldElement.Multiply(out FieldElement product, a, b);
            FieldElement.Square(out FieldElement square, a);
            if ((Value(product) - Value(a) * Value(b)) % EdwardsReference.P != 0) Assert.Fail($"product of {Value(a):x} and {Value(b):x}");
            if ((Value(square) - Value(a) * Value(a)) % EdwardsReference.P != 0) Assert.Fail($"square of {Value(a):x}");
            AssertTight(product);
            AssertTight(square);
        }
    }

    [Fact]
    public void The_largest_limbs_do_not_overflow_a_column()
    {
        FieldElement a = new(Loose, Loose, Loose, Loose, Loose);
        FieldElement.Multiply(out FieldElement product, a, a);
        FieldElement.Square(out FieldElement square, a);
        Assert.Equal(Value(a) * Value(a) % EdwardsReference.P, Canonical(product));
        Assert.Equal(Value(a) * Value(a) % EdwardsReference.P, Canonical(square));
    }

    [Fact]
    public void Sums_and_differences_at_their_bounds_agree_with_BigInteger()
    {
        for (int i = 0; i < 20_000; i++)
        {
            FieldElement a = Any(Tight), b = Any(Tight), wide = Any((1UL << 53) - 76);
            FieldElement.Add(out FieldElement sum, a, b);
            FieldElement.Subtract(out FieldElement difference, a, b);
            FieldElement.SubtractLoose(out FieldElement loose, a, wide);
            FieldElement.Negate(out FieldElement minus, wide);
            Assert.Equal(EdwardsReference.Mod(Value(a) + Value(b)), Canonical(sum));
            Assert.Equal(EdwardsReference.Mod(Value(a) - Value(b)), Canonical(difference));
            Assert.Equal(EdwardsReference.Mod(Value(a) - Value(wide)), Canonical(loose));
            Assert.Equal(EdwardsReference.Mod(-Value(wide)), Canonical(minus));
            AssertTight(minus);
        }
    }

    public static TheoryData<string> NamedValues => ["0", "1", "p-1", "p", "p+1", "p+18", "2^255-1", "2^254", "2^255-20"];

    private static BigInteger Named(string name) => name switch
    {
        "0" => 0,
        "1" => 1,
        "p-1" => EdwardsReference.P - 1,
        "p" => EdwardsReference.P,
        "p+1" => EdwardsReference.P + 1,
        "p+18" => EdwardsReference.P + 18,
        "2^255-1" => BigInteger.Pow(2, 255) - 1,
        "2^254" => BigInteger.Pow(2, 254),
        _ => BigInteger.Pow(2, 255) - 20,
    };

    [Theory, MemberData(nameof(NamedValues))]
    public void Values_around_p_have_one_canonical_form(string name)
    {
        BigInteger value = Named(name);
        FieldElement a = Of(value);
        Assert.Equal(EdwardsReference.Mod(value), Canonical(a));
        Assert.Equal(EdwardsReference.Mod(value).IsZero, a.IsZero());
        Assert.Equal(!EdwardsReference.Mod(value).IsEven, a.IsOdd());
        FieldElement.Multiply(out FieldElement product, a, a);
        Assert.Equal(EdwardsReference.Mod(value * value), Canonical(product));
        FieldElement.Invert(out FieldElement inverse, a);
        Assert.Equal(EdwardsReference.Inverse(value), Canonical(inverse));
    }

    [Fact]
    public void Roots_are_found_exactly_for_squares()
    {
        for (int i = 0; i < 200; i++)
        {
            FieldElement u = Any(Tight), v = Any(Tight);
            BigInteger ratio = EdwardsReference.Mod(Value(u) * EdwardsReference.Inverse(Value(v)));
            bool square = BigInteger.ModPow(ratio, (EdwardsReference.P - 1) / 2, EdwardsReference.P) != EdwardsReference.P - 1;
            Assert.Equal(square, FieldElement.TrySquareRootOfRatio(out FieldElement root, u, v));
            if (square) Assert.Equal(ratio, EdwardsReference.Mod(Canonical(root) * Canonical(root)));
        }
    }

    [Fact]
    public void Inverting_together_gives_what_inverting_alone_gives()
    {
        FieldElement[] together = [.. Enumerable.Range(0, 33).Select(_ => Any(Tight)).Where(a => !a.IsZero())];
        FieldElement[] alone = new FieldElement[together.Length];
        for (int i = 0; i < alone.Length; i++) FieldElement.Invert(out alone[i], together[i]);
        BatchInversion.InvertAll(together);
        Assert.Equal(alone.Select(a => Canonical(a)), together.Select(a => Canonical(a)));
        BatchInversion.InvertAll([]);
    }
}
