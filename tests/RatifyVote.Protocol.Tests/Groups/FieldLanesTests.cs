using System.Numerics;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Groups.Edwards;

namespace RatifyVote.Protocol.Tests.Groups;

/// <summary>The vector representation against BigInteger, and both representations of points against each other. On a processor without
/// fused multiply-add the vector code is not used; then only the other representation is tested.</summary>
public class FieldLanesTests
{
    private const double Carried = (1L << 50) + (1L << 13);

    private static BigInteger Value(in FieldLanes a, int lane)
    {
        BigInteger value = BigInteger.Zero;
        foreach (Vector256<double> v in new[] { a.V4, a.V3, a.V2, a.V1, a.V0 }) value = (value << 51) + new BigInteger(v[lane]);
        return value;
    }

    private static double Limb(double bound) => RandomNumberGenerator.GetInt32(6) switch
    {
        0 => bound,
        1 => -bound,
        2 => RandomNumberGenerator.GetInt32(3) - 1,
        3 => (1L << 50) - 1,
        4 => -(1L << 50),
        _ => Math.Floor((BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) / (double)ulong.MaxValue * 2 - 1) * bound),
    };

    private static Vector256<double> Vector(double bound) => Vector256.Create(Limb(bound), Limb(bound), Limb(bound), Limb(bound));

    private static FieldLanes Any(double bound) => new() { V0 = Vector(bound), V1 = Vector(bound), V2 = Vector(bound), V3 = Vector(bound), V4 = Vector(bound) };

    private static void AssertCarried(in FieldLanes a)
    {
        foreach (Vector256<double> v in new[] { a.V0, a.V1, a.V2, a.V3, a.V4 })
            for (int lane = 0; lane < 4; lane++) Assert.True(Math.Abs(v[lane]) <= Carried);
    }

    [Fact]
    public void A_hundred_thousand_products_of_extreme_limbs_agree_with_BigInteger()
    {
        if (!FieldLanes.IsSupported) return;
        for (int i = 0; i < 25_000; i++)
        {
            FieldLanes a = Any(2 * Carried), b = Any(Carried);
            FieldLanes.Multiply(out FieldLanes product, a, b);
            AssertCarried(product);
            for (int lane = 0; lane < 4; lane++)
                if ((Value(product, lane) - Value(a, lane) * Value(b, lane)) % EdwardsReference.P != 0)
                    Assert.Fail($"product of {Value(a, lane)} and {Value(b, lane)}");
        }
    }

    [Fact]
    public void Carrying_and_passing_in_and_out_of_lanes_keep_the_value()
    {
        if (!FieldLanes.IsSupported) return;
        for (int i = 0; i < 5_000; i++)
        {
            FieldLanes a = Any(4 * Carried);
            FieldLanes.Carry(out FieldLanes carried, a.V0, a.V1, a.V2, a.V3, a.V4);
            AssertCarried(carried);
            FieldElement[] elements = [carried.Lane(0), carried.Lane(1), carried.Lane(2), carried.Lane(3)];
            FieldLanes again = FieldLanes.Of(elements[0], elements[1], elements[2], elements[3]);
            AssertCarried(again);
            for (int lane = 0; lane < 4; lane++)
            {
                Assert.Equal(EdwardsReference.Mod(Value(a, lane)), EdwardsReference.Mod(Value(carried, lane)));
                Assert.Equal(EdwardsReference.Mod(Value(a, lane)), EdwardsReference.Mod(Value(again, lane)));
                Assert.True(FieldElement.AreEqual(elements[lane], again.Lane(lane)));
            }
        }
    }

    [Fact]
    public void Powers_on_limbs_agree_with_the_group_whichever_representation_it_uses()
    {
        Group group = Group.Ed25519;
        PointPowers limbs = new PointPowers<EdwardsPoint, CachedPoint>();
        for (int round = 0; round < 10; round++)
        {
            Scalar[] secrets = [.. Enumerable.Range(0, 5).Select(_ => group.RandomScalar(SystemRandom.Source))];
            Scalar[] exponents = [group.ScalarOf(round - 3), .. Enumerable.Range(0, 4).Select(_ => group.RandomScalar(SystemRandom.Source))];
            Element[] plain = [.. secrets.Select(s => new Ed25519Element(((Ed25519Element)group.PowerOfGenerator(s)).Point))];
            Ed25519Element sum = limbs.Multiply(limbs.Tabulate((Ed25519Element)plain[1]), limbs.Tabulate((Ed25519Element)plain[2]));
            Element[] own = [plain[0], limbs.Tabulate((Ed25519Element)plain[1]), limbs.Prepare((Ed25519Element)plain[2]), plain[3], limbs.Tabulate(sum)];
            Element[] groups = [plain[0], group.Tabulate(plain[1]), group.Prepare(plain[2]), plain[3], group.Multiply(plain[1], plain[2])];
            limbs.SumVarTime(out EdwardsPoint product, own, exponents);
            Assert.True(group.AreEqual(new Ed25519Element(product), group.ProductOfPowersVarTime(groups, exponents)));
            limbs.Multiply(out EdwardsPoint secret, (Ed25519Element)own[2], exponents[1]);
            Assert.True(group.AreEqual(new Ed25519Element(secret), group.PowerVarTime(plain[2], exponents[1])));
        }
    }
}
