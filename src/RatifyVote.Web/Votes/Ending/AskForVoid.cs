using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Ending;

/// <summary>The first of two people says why a vote must be made void. Asking again with another reason before the approval replaces it.</summary>
internal sealed class AskForVoid(RatifyVoteDb db, TimeProvider clock)
{
    public async Task<VoidOutcome> RunAsync(string vote, string reason, Person person, CancellationToken ct)
    {
        if (await db.Set<Vote>().SingleOrDefaultAsync(v => v.Id == vote, ct) is not { } found)
        {
            return VoidOutcome.Because(VoidRefusal.NoSuchVote);
        }
        if (!found.Phase.CanBecome(VotePhase.Void))
        {
            return VoidOutcome.Because(VoidRefusal.NotPossibleNow);
        }
        if (found.VoidApprovedBy is not null)
        {
            return VoidOutcome.Because(VoidRefusal.AlreadyAskedFor);
        }
        string why = reason.Trim();
        if (why.Length is < 10 or > 2000)
        {
            return VoidOutcome.Because(VoidRefusal.ReasonMissing);
        }

        (found.VoidAskedBy, found.VoidReason) = (person.Account, why);
        found.VoidAskedByName = person.Name;
        AuditTrail.Append(db, clock.GetUtcNow(), person.AsActor, new VoidAskedFor(vote, why));
        await db.SaveChangesAsync(ct);
        return new VoidOutcome.Done();
    }
}

/// <summary>The second, different person approves; <see cref="VoidVote"/> then destroys the keys, however often it is interrupted.</summary>
internal sealed class ApproveVoid(RatifyVoteDb db, TimeProvider clock)
{
    public async Task<VoidOutcome> RunAsync(string vote, Person person, CancellationToken ct)
    {
        if (await db.Set<Vote>().SingleOrDefaultAsync(v => v.Id == vote, ct) is not { } found)
        {
            return VoidOutcome.Because(VoidRefusal.NoSuchVote);
        }
        if (found.VoidApprovedBy == person.Account)
        {
            return new VoidOutcome.Done();
        }
        if (found.VoidApprovedBy is not null || !found.Phase.CanBecome(VotePhase.Void))
        {
            return VoidOutcome.Because(VoidRefusal.NotPossibleNow);
        }
        if (found.VoidAskedBy is null)
        {
            return VoidOutcome.Because(VoidRefusal.NotAskedFor);
        }
        if (found.VoidAskedBy == person.Account)
        {
            return VoidOutcome.Because(VoidRefusal.SamePerson);
        }

        (found.VoidApprovedBy, found.VoidApprovedByName) = (person.Account, person.Name);
        AuditTrail.Append(db, clock.GetUtcNow(), person.AsActor, new VoidApproved(vote, found.VoidReason));
        await db.SaveChangesAsync(ct);
        return new VoidOutcome.Done();
    }
}
