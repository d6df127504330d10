using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Tests.Groups;

public class Ed25519Tests
{
    private static readonly Group Group = Group.Ed25519;

    private static Element Decode(string text)
    {
        Assert.True(Group.TryDecode(text, out Element element), text);
        return element;
    }

    // Known answers made with belenios-tool's own group; g^5 also follows from RFC 8032 by reversing the bytes of [5]B.
    [Theory]
    [InlineData(0, "0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData(1, "6666666666666666666666666666666666666666666666666666666666666658")]
    [InlineData(5, "df4825b298feae6fe02c6e148992466631282eca89430b5d10d21f83d676c8ed")]
    [InlineData(-1, "e666666666666666666666666666666666666666666666666666666666666658")]
    public void Small_powers_of_the_generator_have_the_known_text_by_every_road(int exponent, string text)
    {
        Scalar s = Group.ScalarOf(exponent);
        Element plain = Decode("6666666666666666666666666666666666666666666666666666666666666658");
        Assert.Equal(text, Group.Encode(Group.PowerOfGenerator(s)));
        Assert.Equal(text, Group.Encode(Group.Power(plain, s)));
        Assert.Equal(text, Group.Encode(Group.PowerVarTime(plain, s)));
        Assert.Equal(text, Group.Encode(Group.PowerVarTime(Group.Generator, s)));
        Assert.Equal(text, Group.Encode(Group.PowerVarTime(Group.Tabulate(plain), s)));
        Assert.Equal(text, Group.Encode(Group.PowerVarTime(Group.Prepare(plain), s)));
        Assert.True(Group.AreEqual(Decode(text), Group.PowerOfGenerator(s)));
    }
}
