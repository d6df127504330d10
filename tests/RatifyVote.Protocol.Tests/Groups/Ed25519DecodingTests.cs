using System.Numerics;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Groups.Edwards;

namespace RatifyVote.Protocol.Tests.Groups;

public class Ed25519DecodingTests
{
    private static readonly Group Group = Group.Ed25519;
    private static readonly BigInteger P = EdwardsReference.P, SignBit = BigInteger.Pow(2, 255);

    private static void AssertRefused(string text)
    {
        Assert.False(Group.TryDecode(text, out Element element), text);
        Assert.True(Group.IsIdentity(element));
    }

    [Fact]
    public void The_identity_is_a_member_and_the_seven_other_points_of_low_order_are_not()
    {
        string[] torsion = [.. EdwardsReference.Torsion().Select(EdwardsReference.Text)];
        Assert.Equal(8, torsion.Distinct().Count());
        Assert.True(Group.TryDecode(torsion[0], out Element identity));
        Assert.True(Group.IsIdentity(identity));
        foreach (string text in torsion[1..]) AssertRefused(text);
    }

    [Fact]
    public void A_member_plus_any_torsion_is_refused()
    {
        EdwardsReference.Point[] torsion = EdwardsReference.Torsion();
        for (int i = 0; i < 12; i++)
        {
            EdwardsReference.Point member = EdwardsReference.Multiply(EdwardsReference.Base, BigInteger.Pow(7, 80) + i);
            Assert.True(Group.TryDecode(EdwardsReference.Text(member), out _));
            foreach (EdwardsReference.Point t in torsion[1..]) AssertRefused(EdwardsReference.Text(EdwardsReference.Add(member, t)));
        }
    }

    [Fact]
    public void The_subgroup_check_agrees_with_the_construction_for_hundreds_of_members_in_all_eight_cosets()
    {
        CachedPoint[] torsion = [.. EdwardsReference.Torsion().Select(t =>
        {
            Assert.True(EdwardsPoint.TryFromY(Field(t.Y, t.Z), odd: !EdwardsReference.Mod(t.X * EdwardsReference.Inverse(t.Z)).IsEven, out EdwardsPoint point));
            return new CachedPoint(point);
        })];
        EdwardsPoint member = EdwardsPoint.BasePoint;
        for (int i = 0; i < 300; i++)
        {
            EdwardsPoint.Double(ref member, withT: true);
            if (i % 3 == 0) EdwardsPoint.Add(ref member, new CachedPoint(EdwardsPoint.BasePoint));
            for (int k = 0; k < 8; k++)
            {
                EdwardsPoint point = member;
                EdwardsPoint.Add(ref point, torsion[k]);
                FieldElement.Invert(out FieldElement inverse, point.Z);
                FieldElement.Multiply(out FieldElement x, point.X, inverse);
                FieldElement.Multiply(out FieldElement y, point.Y, inverse);
                Assert.Equal(k == 0, PrimeSubgroup.Contains(x, y));
            }
        }
    }

    private static FieldElement Field(BigInteger y, BigInteger z)
    {
        BigInteger value = EdwardsReference.Mod(y * EdwardsReference.Inverse(z)), mask = ulong.MaxValue;
        return FieldElement.FromWords((ulong)(value & mask), (ulong)(value >> 64 & mask), (ulong)(value >> 128 & mask), (ulong)(value >> 192 & mask));
    }

    [Fact]
    public void A_y_of_p_or_more_is_refused_although_it_names_a_point()
    {
        for (int above = 0; above < 19; above++)
        {
            AssertRefused(EdwardsReference.Hex(P + above));
            AssertRefused(EdwardsReference.Hex(P + above + SignBit));
        }
    }

    [Fact]
    public void The_identity_with_the_sign_of_an_odd_x_is_refused()
    {
        AssertRefused(EdwardsReference.Hex(1 + SignBit));
        AssertRefused(EdwardsReference.Hex(P - 1 + SignBit));
    }

    [Fact]
    public void Flipping_the_sign_gives_the_inverse()
    {
        string text = EdwardsReference.Text(EdwardsReference.Multiply(EdwardsReference.Base, 99));
        Assert.True(Group.TryDecode(text, out Element element));
        BigInteger integer = BigInteger.Parse("0" + text, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(Group.TryDecode(EdwardsReference.Hex(integer >= SignBit ? integer - SignBit : integer + SignBit), out Element inverse));
        Assert.True(Group.AreEqual(inverse, Group.Invert(element)));
    }

    [Fact]
    public void A_y_of_no_point_is_refused()
    {
        int refused = 0;
        for (BigInteger y = 2; y < 40; y++)
        {
            if (EdwardsReference.FromY(y, odd: false) is not null) continue;
            AssertRefused(EdwardsReference.Hex(y));
            refused++;
        }
        Assert.True(refused > 5);
    }

    public static TheoryData<string> NotCanonicalText =>
    [
        "", " ", "6", "666666666666666666666666666666666666666666666666666666666666665",
        "06666666666666666666666666666666666666666666666666666666666666658", " 666666666666666666666666666666666666666666666666666666666666658",
        "666666666666666666666666666666666666666666666666666666666666658\n", "0x66666666666666666666666666666666666666666666666666666666666658",
        "DF4825B298FEAE6FE02C6E148992466631282ECA89430B5D10D21F83D676C8ED", "df4825b298feae6fe02c6e148992466631282eca89430b5d10d21f83d676c8eD",
        "-666666666666666666666666666666666666666666666666666666666666658", "+666666666666666666666666666666666666666666666666666666666666658",
        "6666666666666666666666666666666666666666666666666666666666666g58", "666666666666666666666666666666666666666666666666666666666666665\u0668",
        "\u0000666666666666666666666666666666666666666666666666666666666666658", "5866666666666666666666666666666666666666666666666666666666666666x",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ];

    [Theory, MemberData(nameof(NotCanonicalText))]
    public void Any_other_text_than_64_lower_case_hex_digits_is_refused(string text) => AssertRefused(text);

    [Fact]
    public void The_byte_order_of_RFC_8032_is_not_ours() =>
        AssertRefused("5866666666666666666666666666666666666666666666666666666666666666");
}
