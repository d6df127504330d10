using System.Numerics;
using System.Security.Cryptography;
using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Tests.Groups;

public class Ed25519Tests
{
    private static readonly Group Group = Group.Ed25519;
    private static readonly BigInteger Q = EdwardsReference.Q;

    internal static Element Decode(string text)
    {
        Assert.True(Group.TryDecode(text, out Element element), text);
        return element;
    }

    internal static Scalar Scalar(BigInteger value) => Group.ReduceBigEndian(value.ToByteArray(isUnsigned: true, isBigEndian: true));

    // Made with belenios-tool 3.3.0's group: g, the identity, g^5, g^(q-1).
    [Theory]
    [InlineData(0, "0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData(1, "6666666666666666666666666666666666666666666666666666666666666658")]
    [InlineData(5, "df4825b298feae6fe02c6e148992466631282eca89430b5d10d21f83d676c8ed")]
    [InlineData(-1, "e666666666666666666666666666666666666666666666666666666666666658")]
    public void Small_powers_of_the_generator_have_the_known_text(int exponent, string text) =>
        AssertPowerOfGenerator(Group.ScalarOf(exponent), text);

    // RFC 8032, section 7.1: secret and public keys of TEST 1, 2, 3, 1024 and SHA(abc). The public key is [s]B, little-endian.
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")]
    [InlineData("f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5", "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e")]
    [InlineData("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42", "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf")]
    public void The_public_keys_of_RFC_8032_come_out(string secretKey, string publicKey)
    {
        byte[] s = SHA512.HashData(Convert.FromHexString(secretKey))[..32];
        s[0] &= 248;
        s[31] = (byte)(s[31] & 127 | 64);
        byte[] text = Convert.FromHexString(publicKey);
        Array.Reverse(s);
        Array.Reverse(text);
        AssertPowerOfGenerator(Group.ReduceBigEndian(s), Convert.ToHexStringLower(text));
    }

    private static void AssertPowerOfGenerator(Scalar s, string text)
    {
        Element plain = Decode("6666666666666666666666666666666666666666666666666666666666666658");
        AssertPower(plain, s, text);
        AssertPower(Group.Generator, s, text);
        Assert.Equal(text, Group.Encode(Group.PowerOfGenerator(s)));
        Assert.True(Group.AreEqual(Decode(text), Group.PowerOfGenerator(s)));
    }

    /// <summary>x^s by every road the group has.</summary>
    private static void AssertPower(Element x, Scalar s, string text)
    {
        foreach (Element road in new[] { x, Group.Tabulate(x), Group.Prepare(x) })
        {
            Assert.Equal(text, Group.Encode(Group.Power(road, s)));
            Assert.Equal(text, Group.Encode(Group.PowerVarTime(road, s)));
        }
    }

    public static TheoryData<string> Exponents => ["0", "1", "2", "7", "8", "9", "15", "16", "17", "127", "128", "129", "255", "256",
        "2^64-1", "2^64", "2^128-1", "2^192-1", "2^192", "2^251", "2^252-1", "2^252", "q-1", "q-2", "q-2^64", "all 8", "all 7", "all f", "random"];

    internal static BigInteger NamedExponent(string name) => name switch
    {
        "q-1" => Q - 1,
        "q-2" => Q - 2,
        "q-2^64" => Q - BigInteger.Pow(2, 64),
        "all 8" => Repeated(8),
        "all 7" => Repeated(7),
        "all f" => Repeated(15),
        "random" => new BigInteger(RandomNumberGenerator.GetBytes(31), isUnsigned: true),
        _ when name.StartsWith("2^", StringComparison.Ordinal) => Power(name[2..]),
        _ => BigInteger.Parse(name, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static BigInteger Repeated(int nibble) => Enumerable.Range(0, 62).Aggregate(BigInteger.Zero, (sum, _) => sum * 16 + nibble);

    private static BigInteger Power(string text)
    {
        string[] parts = text.Split('-');
        return BigInteger.Pow(2, int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture)) - (parts.Length > 1 ? 1 : 0);
    }

    [Theory, MemberData(nameof(Exponents))]
    public void Every_road_to_a_power_agrees_with_the_reference(string name)
    {
        BigInteger exponent = NamedExponent(name);
        EdwardsReference.Point reference = EdwardsReference.Multiply(EdwardsReference.Base, new BigInteger(RandomNumberGenerator.GetBytes(31), isUnsigned: true));
        AssertPower(Decode(EdwardsReference.Text(reference)), Scalar(exponent), EdwardsReference.Text(EdwardsReference.Multiply(reference, exponent)));
    }

    [Fact]
    public void Products_of_powers_agree_with_single_powers_whatever_tables_stand_behind_the_bases()
    {
        for (int count = 0; count <= 9; count++)
        {
            Element expected = Group.Identity;
            List<Element> bases = [];
            List<Scalar> exponents = [];
            for (int i = 0; i < count; i++)
            {
                Element x = Group.PowerOfGenerator(Group.RandomScalar(SystemRandom.Source));
                Scalar s = i % 4 == 3 ? Group.ScalarOf(i - 5) : Group.RandomScalar(SystemRandom.Source);
                bases.Add(i % 3 == 0 ? Group.Tabulate(x) : i == 4 ? Group.Prepare(x) : i == 2 ? Group.Generator : x);
                exponents.Add(s);
                expected = Group.Multiply(expected, Group.Power(bases[i], s));
            }
            Element product = Group.ProductOfPowersVarTime(bases.ToArray(), exponents.ToArray());
            Assert.Equal(Group.Encode(expected), Group.Encode(product));
        }
    }

    [Fact]
    public void The_table_of_a_product_of_tabulated_elements_is_right()
    {
        Element a = Group.Tabulate(Group.PowerOfGenerator(Group.ScalarOf(1234567))), b = Group.Tabulate(Group.PowerOfGenerator(Group.ScalarOf(-89)));
        Element product = Group.Tabulate(Group.Multiply(Group.Multiply(a, b), b));
        Scalar s = Group.RandomScalar(SystemRandom.Source);
        Assert.True(Group.AreEqual(Group.PowerVarTime(product, s), Group.PowerOfGenerator(Group.Multiply(s, Group.ScalarOf(1234567 - 2 * 89)))));
    }

    [Fact]
    public void Sums_inverses_and_equality_agree_with_the_reference()
    {
        EdwardsReference.Point p = EdwardsReference.Multiply(EdwardsReference.Base, 1234567), q = EdwardsReference.Multiply(p, 89);
        Element a = Decode(EdwardsReference.Text(p)), b = Decode(EdwardsReference.Text(q));
        Assert.Equal(EdwardsReference.Text(EdwardsReference.Add(p, q)), Group.Encode(Group.Multiply(a, b)));
        Assert.Equal(EdwardsReference.Text(EdwardsReference.Add(p, p)), Group.Encode(Group.Multiply(a, a)));
        Assert.True(Group.IsIdentity(Group.Multiply(a, Group.Invert(a))));
        Assert.True(Group.IsIdentity(Group.Multiply(Group.Invert(a), a)));
        Assert.Equal(EdwardsReference.Text(p), Group.Encode(Group.Multiply(a, Group.Identity)));
        Assert.False(Group.AreEqual(a, b));
        Assert.False(Group.AreEqual(a, Group.Invert(a)));
        Assert.False(Group.IsIdentity(a));
    }
}
