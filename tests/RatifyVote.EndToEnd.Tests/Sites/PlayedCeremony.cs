using System.Collections.Immutable;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Storage;

namespace RatifyVote.EndToEnd.Tests.Sites;

/// <summary>A finished key ceremony for votes whose trustees are not what the test is about.</summary>
internal static class PlayedCeremony
{
    public static async Task HoldAsync(Site site, string vote)
    {
        IReadOnlyList<Known> people = (await site.UnionAsync()).Trustees;
        KeyCeremony ceremony = new(Group.Ed25519, people.Count, 2, vote);
        RandomSource random = SystemRandom.Source;
        ThresholdTrustee[] trustees = [.. people.Select((_, at) => new ThresholdTrustee(ceremony, at + 1, vote, ThresholdTrustee.NewSeed(random)))];
        ImmutableArray<SignedMessage> certs = [.. trustees.Select(t => t.MakeCert(random))];
        ImmutableArray<PolynomialMessage> polynomials = [.. trustees.Select(t => t.TryMakePolynomial(certs, random, out PolynomialMessage? message).IsNone ? message! : throw new InvalidOperationException("polynomial"))];
        ImmutableArray<VerificationOutput> outputs = [.. trustees.Select((t, at) =>
            t.TryMakeKey(certs, KeyCeremony.InputOf(at + 1, polynomials), random, out VerificationOutput? output).IsNone ? output! : throw new InvalidOperationException("key"))];
        byte[] record = new TrusteeList([ceremony.Assemble(certs, polynomials, outputs)]).Write();
        await site.DoAsync<RatifyVoteDb>(async db =>
        {
            db.Add(new CeremonyRow { VoteId = vote, Threshold = 2, Size = people.Count, TrusteesRecord = record });
            db.AddRange(people.Select((p, at) => new SeatRow
            {
                VoteId = vote, Place = at + 1, AccountId = p.Account, Name = p.Name, Accepted = true, Cert = [1], Polynomial = [1], Output = [1], KeyCheckedAt = site.Clock.GetUtcNow(),
            }));
            await db.SaveChangesAsync();
        });
    }
}
