using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Groups.FiniteField;

namespace RatifyVote.Protocol.Tests.Groups;

public class FiniteFieldTests
{
    private static readonly Group Group = Group.Belenios2048;
    private static readonly FiniteFieldParameters Parameters = FiniteFieldParameters.Belenios2048;
    internal static BigInteger RfcPrime => FiniteFieldParameters.Rfc3526.P;

    private static JsonElement Vectors() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "belenios-v1.json"))).RootElement;

    private static string Decimal(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);
    private static string Sha256(BigInteger value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Decimal(value))));

    [Fact]
    public void The_parameters_of_BELENIOS_2048_are_the_published_ones()
    {
        JsonElement published = Vectors().GetProperty("group");
        Assert.Equal(published.GetProperty("p").GetString(), Decimal(Parameters.P));
        Assert.Equal(published.GetProperty("q").GetString(), Decimal(Parameters.Q));
        Assert.Equal(published.GetProperty("g").GetString(), Group.Encode(Group.Generator));
        Assert.Equal("ef7979cebad81edd3a952d8005c6a18a57600586e6fe6086947b4988475d007f", Sha256(Parameters.P));
        Assert.Equal("96649bff87fad6b5f819ba03df4f32759730a48fd8795c98d2d70bb84151f3ec", Sha256(Parameters.G));
        Assert.True(((Parameters.P - 1) % Parameters.Q).IsZero);
        Assert.True(BigInteger.ModPow(Parameters.G, Parameters.Q, Parameters.P).IsOne);
    }

    // RFC 3526, section 3: p = 2^2048 - 2^1984 - 1 + 2^64 * ([2^1918 pi] + 124476).
    [Fact]
    public void RFC_3526_is_found_by_name_for_verification_only()
    {
        Group group = Group.Find("RFC-3526-2048")!;
        Assert.False(group.MayBeCreated);
        Assert.Equal("2", group.Encode(group.Generator));
        BigInteger pi = 4 * (4 * ArcCotangent(5) - ArcCotangent(239)) >> 64;                           // Machin's formula
        Assert.Equal(BigInteger.Pow(2, 2048) - BigInteger.Pow(2, 1984) - 1 + (BigInteger.Pow(2, 64) * (pi + 124476)), RfcPrime);
        Assert.True(BigInteger.ModPow(2, (RfcPrime - 1) / 2, RfcPrime).IsOne);
    }

    /// <summary>arctan(1/x) * 2^(1918 + 64).</summary>
    private static BigInteger ArcCotangent(int x)
    {
        BigInteger sum = 0, term = BigInteger.Pow(2, 1918 + 64) / x;
        for (int k = 1; !term.IsZero; k += 2, term /= x * x) sum += k % 4 == 1 ? term / k : -(term / k);
        return sum;
    }

    [Fact]
    public void Known_groups_are_found_by_name_and_others_are_not()
    {
        foreach (string name in new[] { "Ed25519", "BELENIOS-2048" })
        {
            Assert.Equal(name, Group.Find(name)!.Name);
            Assert.True(Group.Find(name)!.MayBeCreated);
        }
        foreach (string name in new[] { "", "ed25519", "Ed25519 ", "BELENIOS-2048-v2", "RFC-3526" }) Assert.Null(Group.Find(name));
    }

    [Fact]
    public void The_known_keys_and_challenge_come_out()
    {
        JsonElement vectors = Vectors();
        foreach (string name in new[] { "credential_2_0", "credential_3_x" })
            AssertKey(vectors.GetProperty(name).GetProperty("secret").GetString()!, vectors.GetProperty(name).GetProperty("public").GetString()!);
        JsonElement pok = vectors.GetProperty("trustee_pok");
        AssertKey(pok.GetProperty("x").GetString()!, pok.GetProperty("public_key").GetString()!);
        Scalar challenge = Group.HashToScalar(pok.GetProperty("hash_input").GetString()!);
        Assert.Equal(pok.GetProperty("challenge").GetString(), Group.FormatScalar(challenge));
        Assert.True(Group.TryParseScalar(pok.GetProperty("x").GetString(), out Scalar x));
        Assert.True(Group.TryParseScalar(pok.GetProperty("w").GetString(), out Scalar w));
        Assert.Equal(pok.GetProperty("response").GetString(), Group.FormatScalar(Group.Subtract(w, Group.Multiply(x, challenge))));
    }

    private static void AssertKey(string secret, string key)
    {
        Assert.True(Group.TryParseScalar(secret, out Scalar s));
        Assert.True(Group.TryDecode(key, out Element element));
        Assert.Equal(key, Group.Encode(element));
        Assert.Equal(key, Group.Encode(Group.PowerOfGenerator(s)));
        Assert.Equal(key, Group.Encode(Group.PowerVarTime(Group.Generator, s)));
    }

    [Fact]
    public void Numbers_outside_the_subgroup_are_refused()
    {
        BigInteger nonResidue = 2;
        while (BigInteger.ModPow(nonResidue, (Parameters.P - 1) / 2, Parameters.P).IsOne) nonResidue++;
        BigInteger[] refused = [0, nonResidue, Parameters.P - 1, Parameters.P, Parameters.P + 1, Parameters.P + Parameters.G, Parameters.P - Parameters.G,
            Parameters.G * nonResidue % Parameters.P, 2, BigInteger.Pow(2, 2048) - 1];
        foreach (BigInteger x in refused)
        {
            Assert.False(Group.TryDecode(Decimal(x), out Element element), Decimal(x));
            Assert.True(Group.IsIdentity(element));
        }
        Assert.True(Group.TryDecode("1", out Element identity) && Group.IsIdentity(identity));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1\n")]
    [InlineData("0x1")]
    [InlineData("\u0661")]
    [InlineData("1e0")]
    public void Only_canonical_decimals_are_members(string text)
    {
        Assert.False(Group.TryDecode(text, out _));
        Assert.False(Group.TryDecode(text + new string('0', 100_000), out _));
    }

    [Theory]
    [InlineData("BELENIOS-2048")]
    [InlineData("RFC-3526-2048")]
    public void Every_road_to_a_power_agrees_with_BigInteger(string name)
    {
        Group group = Group.Find(name)!;
        BigInteger p = name == "RFC-3526-2048" ? RfcPrime : Parameters.P;
        Element x = group.PowerOfGenerator(group.RandomScalar(SystemRandom.Source));
        BigInteger value = BigInteger.Parse(group.Encode(x), CultureInfo.InvariantCulture);
        Scalar[] exponents = [Scalar.Zero, Scalar.One, group.ScalarOf(2), group.ScalarOf(-1), group.ScalarOf(long.MaxValue), group.RandomScalar(SystemRandom.Source)];
        foreach (Scalar s in exponents)
        {
            string expected = Decimal(BigInteger.ModPow(value, BigInteger.Parse(group.FormatScalar(s), CultureInfo.InvariantCulture), p));
            foreach (Element road in new[] { x, group.Tabulate(x), group.Prepare(x) })
            {
                Assert.Equal(expected, group.Encode(group.Power(road, s)));
                Assert.Equal(expected, group.Encode(group.PowerVarTime(road, s)));
            }
        }
        Scalar a = exponents[^1], b = group.RandomScalar(SystemRandom.Source), c = group.RandomScalar(SystemRandom.Source);
        Element product = group.Multiply(group.PowerOfGenerator(a), group.Multiply(group.Power(x, b), group.Power(group.Invert(x), c)));
        foreach (Element road in new[] { x, group.Tabulate(x), group.Prepare(x) })
            Assert.True(group.AreEqual(product, group.ProductOfPowersVarTime([group.Generator, road, group.Invert(x)], [a, b, c])));
        Assert.True(group.IsIdentity(group.ProductOfPowersVarTime([], [])));
    }

    [Fact]
    public void Residues_near_p_multiply_correctly()
    {
        // A safe prime's squares are members, so any extreme value can be brought in.
        Group group = Group.Find("RFC-3526-2048")!;
        BigInteger[] roots = [1, 2, RfcPrime - 1, RfcPrime - 2, RfcPrime / 2, BigInteger.Pow(2, 2047), BigInteger.Pow(2, 1984) - 1, BigInteger.Pow(2, 64) - 1];
        foreach (BigInteger a in roots)
            foreach (BigInteger b in roots)
            {
                BigInteger x = a * a % RfcPrime, y = b * b % RfcPrime;
                Assert.True(group.TryDecode(Decimal(x), out Element left) & group.TryDecode(Decimal(y), out Element right));
                Assert.Equal(Decimal(x * y % RfcPrime), group.Encode(group.Multiply(left, right)));
            }
    }
}
