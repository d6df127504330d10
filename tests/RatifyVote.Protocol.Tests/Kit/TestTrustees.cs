using System.Collections.Immutable;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Kit;

/// <summary>Trustees of a test election with their private keys, by owner number.</summary>
public sealed record TestTrustees(TrusteeList List, IReadOnlyDictionary<int, Scalar> Keys, int Threshold)
{
    public static TestTrustees Singles(Group group, int n, RandomSource random)
    {
        SingleTrustee[] trustees = [.. Enumerable.Range(0, n).Select(_ => SingleTrustee.New(group, random))];
        return new TestTrustees(
            new TrusteeList([.. trustees.Select(t => (TrusteeItem)new TrusteeItem.Single(t.MakePublicKey(random)))]),
            trustees.Select((t, i) => (Owner: i + 1, t.PrivateKey)).ToDictionary(p => p.Owner, p => p.PrivateKey),
            n);
    }

    /// <summary>A whole key ceremony.</summary>
    /// <param name="vote">Bound into the certificates; null for a ceremony of plain Belenios.</param>
    public static TestTrustees Pedersen(Group group, int t, int n, string? vote, RandomSource random)
    {
        KeyCeremony ceremony = new(group, n, t, vote);
        ThresholdTrustee[] trustees =
            [.. Enumerable.Range(1, n).Select(i => new ThresholdTrustee(ceremony, i, vote ?? "plain", ThresholdTrustee.NewSeed(random)))];
        ImmutableArray<SignedMessage> certs = [.. trustees.Select(trustee => trustee.MakeCert(random))];
        ImmutableArray<PolynomialMessage> polynomials = [.. trustees.Select(trustee =>
            trustee.TryMakePolynomial(certs, random, out PolynomialMessage? message).IsNone ? message! : throw new InvalidOperationException())];
        ImmutableArray<VerificationOutput> outputs = [.. trustees.Select((trustee, i) =>
            trustee.TryMakeKey(certs, KeyCeremony.InputOf(i + 1, polynomials), random, out VerificationOutput? output).IsNone
                ? output!
                : throw new InvalidOperationException())];
        Dictionary<int, Scalar> keys = [];
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(CeremonyFinding.Valid, trustees[i].TryOpenKey(outputs[i].PrivateKey, out Scalar key));
            keys.Add(i + 1, key);
        }

        return new TestTrustees(new TrusteeList([ceremony.Assemble(certs, polynomials, outputs)]), keys, t);
    }
}
