using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Groups.Edwards;

namespace RatifyVote.Benchmarks;

internal static class GroupBenchmarks
{
    public static void Field(Measurement measurement)
    {
        FieldElement a = EdwardsPoint.BasePoint.X, b = EdwardsPoint.BasePoint.T;
        measurement.Run("GF(2^255-19) product, each waiting for the last", () =>
        {
            for (int i = 0; i < 1000; i++) FieldElement.Multiply(out a, a, b);
        }, 1000);
        measurement.Run("GF(2^255-19) square, each waiting for the last", () =>
        {
            for (int i = 0; i < 1000; i++) FieldElement.Square(out a, a);
        }, 1000);
        Points<EdwardsPoint, CachedPoint>(measurement, "limbs");
        if (FieldLanes.IsSupported) Points<LanePoint, LaneCachedPoint>(measurement, "vector lanes");
        measurement.Run("edwards25519 prime-subgroup check", () => PrimeSubgroup.Contains(EdwardsPoint.BasePoint.X, EdwardsPoint.BasePoint.Y));
    }

    private static void Points<TPoint, TCached>(Measurement measurement, string kind)
        where TPoint : struct, IPublicPoint<TPoint, TCached>
        where TCached : unmanaged
    {
        TPoint.FromPoint(out TPoint point, EdwardsPoint.BasePoint);
        TPoint.Cache(out TCached cached, point);
        measurement.Run($"edwards25519 doubling, {kind}", () =>
        {
            for (int i = 0; i < 1000; i++) TPoint.Double(ref point, withT: false);
        }, 1000);
        TPoint.FromPoint(out point, EdwardsPoint.BasePoint);
        measurement.Run($"edwards25519 addition, {kind}", () =>
        {
            for (int i = 0; i < 1000; i++) TPoint.AddVarTime(ref point, cached, negative: (i & 1) != 0, withT: true);
        }, 1000);
    }

    public static void Group(Measurement measurement, Group group)
    {
        Scalar s = group.RandomScalar(SystemRandom.Source), t = group.RandomScalar(SystemRandom.Source);
        Element x = group.PowerOfGenerator(s), y = group.Prepare(group.PowerOfGenerator(t)), tabulated = group.Tabulate(x);
        string text = group.Encode(x), decimalText = group.FormatScalar(s);
        Element[] many = [.. Enumerable.Range(0, 20).Select(i => group.Power(x, group.ScalarOf(i + 2)))];
        string name = group.Name;
        measurement.Run($"{name} decode, with membership", () => group.TryDecode(text, out _));
        measurement.Run($"{name} encode, each of 20 together", () => group.EncodeAll(many), many.Length);
        measurement.Run($"{name} power, secret", () => group.Power(x, s));
        measurement.Run($"{name} power of the generator, secret", () => group.PowerOfGenerator(s));
        measurement.Run($"{name} power of a prepared base, public", () => group.PowerVarTime(y, s));
        measurement.Run($"{name} power, public", () => group.PowerVarTime(x, s));
        measurement.Run($"{name} power of a tabulated base, public", () => group.PowerVarTime(tabulated, s));
        measurement.Run($"{name} tabulate", () => group.Tabulate(x));
        measurement.Run($"{name} g^s x^t, x tabulated", () => group.ProductOfPowersVarTime([group.Generator, tabulated], [s, t]));
        measurement.Run($"{name} parse a scalar", () => group.TryParseScalar(decimalText, out _));
        measurement.Run($"{name} multiply scalars", () => group.Multiply(s, t));
        measurement.Run($"{name} prepare", () => group.Prepare(x));
    }

    /// <summary>The group's part in verifying a Yes/No/blank ballot: 7 members decoded (6 of them with the subgroup check that decoding
    /// makes; the credential's was made once, so here it is decoded beforehand), 10 statements and the signature, 21 commitments encoded.</summary>
    public static double BallotShape(Measurement measurement, Group group)
    {
        Element key = group.Prepare(group.PowerOfGenerator(group.RandomScalar(SystemRandom.Source)));
        Element credential = group.PowerOfGenerator(group.RandomScalar(SystemRandom.Source));
        Scalar[] r = [.. Enumerable.Range(0, 11).Select(_ => group.RandomScalar(SystemRandom.Source))];
        Scalar[] c = [.. Enumerable.Range(0, 11).Select(_ => group.RandomScalar(SystemRandom.Source))];
        string[] texts = [.. Enumerable.Range(0, 6).Select(_ => group.Encode(group.PowerOfGenerator(group.RandomScalar(SystemRandom.Source))))];
        int[] slots = [0, 0, 1, 1, 2, 2, 0, 3, 0, 3], values = [0, 1, 0, 1, 0, 1, 0, 0, 1, 1];
        Element g = group.Generator;
        return measurement.Run($"{group.Name} group operations of a Yes/No/blank ballot", () =>
        {
            Element[] alpha = new Element[4], beta = new Element[4];
            for (int i = 0; i < 3; i++)
                if (!group.TryDecode(texts[2 * i], out alpha[i]) | !group.TryDecode(texts[2 * i + 1], out beta[i])) throw new InvalidOperationException();
            for (int i = 0; i < 3; i++) (alpha[i], beta[i]) = (group.Tabulate(alpha[i]), group.Tabulate(beta[i]));
            alpha[3] = group.Tabulate(group.Multiply(alpha[1], alpha[2]));
            beta[3] = group.Tabulate(group.Multiply(beta[1], beta[2]));
            Element[] commitments = new Element[21];
            for (int i = 0; i < 10; i++)
            {
                commitments[2 * i] = group.ProductOfPowersVarTime([g, alpha[slots[i]]], [r[i], c[i]]);
                commitments[2 * i + 1] = values[i] == 0
                    ? group.ProductOfPowersVarTime([key, beta[slots[i]]], [r[i], c[i]])
                    : group.ProductOfPowersVarTime([key, beta[slots[i]], g], [r[i], c[i], group.Negate(c[i])]);
            }
            commitments[20] = group.ProductOfPowersVarTime([g, credential], [r[10], c[10]]);
            group.EncodeAll(commitments);
        });
    }
}
