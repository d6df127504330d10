using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Tests.Groups;

public class ScalarTests
{
    private static readonly Dictionary<string, BigInteger> Orders = new()
    {
        ["Ed25519"] = EdwardsReference.Q,
        ["BELENIOS-2048"] = BigInteger.Parse("78571733251071885079927659812671450121821421258408794611510081919805623223441", CultureInfo.InvariantCulture),
        ["RFC-3526-2048"] = (FiniteFieldTests.RfcPrime - 1) / 2,
    };

    public static TheoryData<string> Groups => ["Ed25519", "BELENIOS-2048", "RFC-3526-2048"];

    private static BigInteger Value(Group group, Scalar s) => BigInteger.Parse(group.FormatScalar(s), CultureInfo.InvariantCulture);

    private static Scalar Parse(Group group, BigInteger value)
    {
        Assert.True(group.TryParseScalar(value.ToString(CultureInfo.InvariantCulture), out Scalar s));
        return s;
    }

    private static BigInteger[] Interesting(BigInteger q) =>
    [
        0, 1, 2, q - 1, q - 2, q / 2, ulong.MaxValue, BigInteger.Pow(2, 64), BigInteger.Pow(2, 128) - 1, BigInteger.Pow(2, 192), BigInteger.Pow(2, 252) - 1,
        new BigInteger(RandomNumberGenerator.GetBytes(40), isUnsigned: true) % q, new BigInteger(RandomNumberGenerator.GetBytes(40), isUnsigned: true) % q,
    ];

    [Theory, MemberData(nameof(Groups))]
    public void Arithmetic_agrees_with_BigInteger(string name)
    {
        Group group = Group.Find(name)!;
        BigInteger q = Orders[name];
        foreach (BigInteger a in Interesting(q))
        {
            Scalar x = Parse(group, a);
            Assert.Equal(a, Value(group, x));
            Assert.Equal((q - a) % q, Value(group, group.Negate(x)));
            if (!a.IsZero) Assert.Equal(BigInteger.One, Value(group, group.Multiply(x, group.Invert(x))));
            foreach (BigInteger b in Interesting(q))
            {
                Scalar y = Parse(group, b);
                Assert.Equal((a + b) % q, Value(group, group.Add(x, y)));
                Assert.Equal((a - b + q) % q, Value(group, group.Subtract(x, y)));
                Assert.Equal(a * b % q, Value(group, group.Multiply(x, y)));
                Assert.Equal(a == b, x == y);
            }
        }
        Assert.Throws<DivideByZeroException>(() => group.Invert(Scalar.Zero));
    }

    [Theory, MemberData(nameof(Groups))]
    public void A_hundred_random_products_agree_with_BigInteger(string name)
    {
        Group group = Group.Find(name)!;
        for (int i = 0; i < 100; i++)
        {
            Scalar x = group.RandomScalar(SystemRandom.Source), y = group.RandomScalar(SystemRandom.Source);
            Assert.Equal(Value(group, x) * Value(group, y) % Orders[name], Value(group, group.Multiply(x, y)));
        }
    }

    [Theory, MemberData(nameof(Groups))]
    public void Only_the_canonical_decimal_of_a_number_below_q_is_a_scalar(string name)
    {
        Group group = Group.Find(name)!;
        BigInteger q = Orders[name];
        string[] refused = ["", "-0", "-1", "+1", "00", "01", " 1", "1 ", "1\n", "0x1", "1e3", "1.0", "\u0661", "a", "\u0000", q.ToString(CultureInfo.InvariantCulture),
            (q + 1).ToString(CultureInfo.InvariantCulture), BigInteger.Pow(2, 256 * 9).ToString(CultureInfo.InvariantCulture), new string('9', 78), new string('9', 5000)];
        foreach (string text in refused)
        {
            if (text.Length == 78 && BigInteger.Parse(text, CultureInfo.InvariantCulture) < q) continue;
            Assert.False(group.TryParseScalar(text, out Scalar s), text);
            Assert.True(s.IsZero);
        }
        Assert.True(group.TryParseScalar("0", out Scalar zero) && zero.IsZero);
        Assert.True(group.TryParseScalar((q - 1).ToString(CultureInfo.InvariantCulture), out _));
    }

    [Fact]
    public void Two_to_the_256_and_more_do_not_wrap_around()
    {
        foreach (Group group in new[] { Group.Ed25519, Group.Belenios2048 })
            for (int i = 0; i < 3; i++)
                Assert.False(group.TryParseScalar((BigInteger.Pow(2, 256) + i).ToString(CultureInfo.InvariantCulture), out _));
    }

    [Theory, MemberData(nameof(Groups))]
    public void Small_and_negative_numbers_are_scalars(string name)
    {
        Group group = Group.Find(name)!;
        foreach (long value in new[] { 0, 1, -1, 17, -17, long.MaxValue, long.MinValue })
            Assert.Equal((value + Orders[name]) % Orders[name], Value(group, group.ScalarOf(value)));
    }

    [Theory, MemberData(nameof(Groups))]
    public void Bytes_of_any_length_up_to_64_are_reduced(string name)
    {
        Group group = Group.Find(name)!;
        for (int length = 0; length <= 64; length++)
        {
            byte[] bytes = RandomNumberGenerator.GetBytes(length);
            Assert.Equal(new BigInteger(bytes, isUnsigned: true, isBigEndian: true) % Orders[name], Value(group, group.ReduceBigEndian(bytes)));
            Array.Fill(bytes, (byte)255);
            Assert.Equal(new BigInteger(bytes, isUnsigned: true, isBigEndian: true) % Orders[name], Value(group, group.ReduceBigEndian(bytes)));
        }
        Assert.Throws<ArgumentException>(() => group.ReduceBigEndian(new byte[65]));
    }

    [Theory, MemberData(nameof(Groups))]
    public void A_text_is_hashed_as_its_utf8_bytes(string name)
    {
        const string text = "pok|é|\u20ac|\U0001f5f3|";
        BigInteger hash = new(SHA256.HashData(Encoding.UTF8.GetBytes(text)), isUnsigned: true, isBigEndian: true);
        Assert.Equal(hash % Orders[name], Value(Group.Find(name)!, Group.Find(name)!.HashToScalar(text)));
    }

    [Theory]
    [InlineData("Ed25519")]
    [InlineData("BELENIOS-2048")]
    public void Random_scalars_are_below_q_and_spread_evenly(string name)
    {
        Group group = Group.Find(name)!;
        const int draws = 16_000, cells = 16;
        int[] top = new int[cells], low = new int[cells];
        for (int i = 0; i < draws; i++)
        {
            Scalar s = group.RandomScalar(SystemRandom.Source);
            BigInteger value = Value(group, s);
            Assert.True(value < Orders[name]);
            top[(int)(value * cells / Orders[name])]++;
            low[(int)(s.L0 % cells)]++;
        }
        // chi-square with 15 degrees of freedom: above 60 in one run of three million.
        foreach (int[] counts in new[] { top, low })
            Assert.True(counts.Sum(n => Math.Pow(n - draws / cells, 2) / (draws / cells)) < 60);
    }

    [Theory, MemberData(nameof(Groups))]
    public void A_draw_of_q_or_more_is_drawn_again_not_reduced(string name)
    {
        Group group = Group.Find(name)!;
        int length = name == "RFC-3526-2048" ? 256 : 32, calls = 0;
        Scalar s = group.RandomScalar(bytes =>
        {
            Assert.Equal(length, bytes.Length);
            bytes.Fill(++calls < 3 ? (byte)255 : (byte)0);
            if (calls == 3) bytes[^1] = 7;
        });
        Assert.Equal(3, calls);
        Assert.Equal(group.ScalarOf(7), s);
    }

    [Fact]
    public void A_scalar_prints_nothing() =>
        Assert.Equal("Scalar(redacted)", $"{Group.Find("RFC-3526-2048")!.ScalarOf(-1)}");

    [Theory, MemberData(nameof(Groups))]
    public void A_scalar_of_q_or_more_is_misuse_as_an_exponent(string name)
    {
        Group group = Group.Find(name)!;
        Scalar q = group.Negate(Scalar.One) is var last ? new Scalar(last.L0 + 1, last.L1, last.L2, last.L3) { High = last.High } : default;
        Assert.Throws<ArgumentException>(() => group.Power(group.Generator, q));
        Assert.Throws<ArgumentException>(() => group.PowerOfGenerator(q));
        Assert.Throws<ArgumentException>(() => group.PowerVarTime(group.Generator, q));
        Assert.Throws<ArgumentException>(() => group.ProductOfPowersVarTime([group.Generator], [q]));
    }
}
