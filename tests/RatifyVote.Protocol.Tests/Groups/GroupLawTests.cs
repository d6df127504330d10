using FsCheck;
using FsCheck.Fluent;
using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Tests.Groups;

public class GroupLawTests
{
    public static TheoryData<string, int> Groups => new() { { "Ed25519", 60 }, { "BELENIOS-2048", 8 }, { "RFC-3526-2048", 2 } };

    /// <summary>Scalars: uniform ones (from a generated seed), and small ones of both signs.</summary>
    private static Arbitrary<Scalar> Scalars(Group group) => Gen.OneOf(
        Gen.Choose(0, 255).ArrayOf(64).Select(bytes => group.ReduceBigEndian(Array.ConvertAll(bytes, b => (byte)b))),
        Gen.Choose(-3, 300).Select(n => group.ScalarOf(n))).ToArbitrary();

    private static void Check<T>(int times, Arbitrary<T> values, Func<T, bool> law) =>
        Prop.ForAll(values, law).Check(Config.QuickThrowOnFailure.WithMaxTest(times));

    private static void Check(Group group, int times, Func<Scalar, Scalar, bool> law) =>
        Check(times, Scalars(group).Generator.Zip(Scalars(group).Generator).ToArbitrary(), pair => law(pair.Item1, pair.Item2));

    [Theory, MemberData(nameof(Groups))]
    public void Exponents_add_and_multiply(string name, int times)
    {
        Group group = Group.Find(name)!;
        Check(group, times, (a, b) =>
        {
            Element x = group.PowerOfGenerator(a), y = group.PowerOfGenerator(b);
            return group.AreEqual(group.Multiply(x, y), group.PowerOfGenerator(group.Add(a, b)))
                && group.AreEqual(group.Multiply(x, y), group.Multiply(y, x))
                && group.AreEqual(group.Power(x, b), group.Power(y, a))
                && group.AreEqual(group.PowerVarTime(x, b), group.PowerOfGenerator(group.Multiply(a, b)))
                && group.AreEqual(group.Multiply(x, group.Invert(y)), group.PowerOfGenerator(group.Subtract(a, b)))
                && group.AreEqual(group.ProductOfPowersVarTime([x, y], [b, a]), group.Power(group.Multiply(x, x), b))
                && group.IsIdentity(x) == a.IsZero;
        });
    }

    [Theory, MemberData(nameof(Groups))]
    public void What_is_encoded_is_decoded_to_the_same_member_and_back_to_the_same_text(string name, int times)
    {
        Group group = Group.Find(name)!;
        Check(group, times, (a, b) =>
        {
            Element x = group.Multiply(group.PowerOfGenerator(a), group.PowerOfGenerator(b));
            string text = group.Encode(x);
            return group.TryDecode(text, out Element again) && group.AreEqual(x, again) && group.Encode(again) == text;
        });
    }

    [Theory, MemberData(nameof(Groups))]
    public void Encoding_together_gives_what_encoding_alone_gives(string name, int times)
    {
        Group group = Group.Find(name)!;
        Check(group, times, (a, b) =>
        {
            Element[] all = [group.PowerOfGenerator(a), group.Identity, group.PowerVarTime(group.Generator, b), group.Tabulate(group.PowerOfGenerator(b))];
            return group.EncodeAll(all).SequenceEqual(all.Select(group.Encode));
        });
        Assert.Empty(group.EncodeAll([]));
    }

    [Theory, MemberData(nameof(Groups))]
    public void Scalars_round_trip_through_their_text(string name, int times)
    {
        Group group = Group.Find(name)!;
        Check(times * 5, Scalars(group), s => group.TryParseScalar(group.FormatScalar(s), out Scalar again) && again == s);
    }

    [Theory, MemberData(nameof(Groups))]
    public void Hostile_text_never_throws(string name, int times)
    {
        Group group = Group.Find(name)!;
        Check(times * 20, ArbMap.Default.ArbFor<string>(), text =>
        {
            group.TryDecode(text, out Element element);
            group.TryParseScalar(text, out _);
            return group.Encode(element).Length > 0;
        });
    }

    [Fact]
    public void Mixing_groups_is_misuse()
    {
        foreach (Group group in new[] { Group.Ed25519, Group.Belenios2048, Group.Find("RFC-3526-2048")! })
        {
            Element foreign = (ReferenceEquals(group, Group.Ed25519) ? Group.Belenios2048 : Group.Ed25519).Generator;
            Assert.Throws<ArgumentException>(() => group.Multiply(foreign, group.Generator));
            Assert.Throws<ArgumentException>(() => group.Multiply(group.Generator, foreign));
            Assert.Throws<ArgumentException>(() => group.AreEqual(group.Generator, foreign));
            Assert.Throws<ArgumentException>(() => group.Encode(foreign));
            Assert.Throws<ArgumentException>(() => group.EncodeAll([group.Generator, foreign]));
            Assert.Throws<ArgumentException>(() => group.PowerVarTime(foreign, Scalar.One));
            Assert.Throws<ArgumentException>(() => group.Prepare(foreign));
            Assert.Throws<ArgumentException>(() => group.Tabulate(foreign));
            Assert.Throws<ArgumentException>(() => group.ProductOfPowersVarTime([group.Generator], []));
        }
    }
}
