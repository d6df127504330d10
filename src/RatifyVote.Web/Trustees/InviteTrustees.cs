using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Ceremonies;
using RatifyVote.Web.Trustees.Storage;

namespace RatifyVote.Web.Trustees;

/// <summary>Seats the trustees of a vote, t of n. Inviting again before the seal replaces them and starts the ceremony anew.</summary>
public sealed class InviteTrustees(RatifyVoteDb db, TimeProvider clock)
{
    /// <summary>What is wrong with a choice of trustees; empty when nothing is. Pure.</summary>
    public static IReadOnlyList<InviteRefusal> Judge(int threshold, IReadOnlyList<TrusteeInvitation> people)
    {
        List<InviteRefusal> wrong = [];
        if (threshold < 2)
        {
            wrong.Add(InviteRefusal.ThresholdBelowTwo);
        }

        if (2 * threshold <= people.Count)
        {
            wrong.Add(InviteRefusal.NotAMajority);
        }

        if (threshold >= people.Count)
        {
            wrong.Add(InviteRefusal.NobodyMayBeMissing);
        }

        if (people.DistinctBy(person => person.AccountId).Count() < people.Count)
        {
            wrong.Add(InviteRefusal.PersonTwice);
        }

        return wrong;
    }

    /// <summary>The caller has checked that the vote is a draft. Empty when it was done.</summary>
    public async Task<IReadOnlyList<InviteRefusal>> RunAsync(string voteId, int threshold, IReadOnlyList<TrusteeInvitation> people, Actor actor, CancellationToken ct)
    {
        IReadOnlyList<InviteRefusal> wrong = Judge(threshold, people);
        if (wrong.Count > 0)
        {
            return wrong;
        }

        OneCeremony? standing = await OneCeremony.ReadAsync(db, voteId, ct);
        int attempt = 0;
        if (standing is not null)
        {
            attempt = standing.Row.Attempt + 1;
            db.RemoveRange(standing.Seats);
            db.Remove(standing.Row);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }

        db.Add(new CeremonyRow { VoteId = voteId, Threshold = threshold, Size = people.Count, Attempt = attempt });
        db.AddRange(people.Select((person, at) => new SeatRow { VoteId = voteId, Place = at + 1, AccountId = person.AccountId, Name = person.Name }));
        AuditTrail.Append(db, clock.GetUtcNow(), actor, new TrusteesInvited(voteId, threshold, [.. people.Select(person => person.Name)]));
        await db.SaveChangesAsync(ct);
        return [];
    }
}
