using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

/// <summary>Throws a draft away. Nothing of it was ever public; the audit log keeps that it was there.</summary>
internal sealed class DiscardDraft(RatifyVoteDb db, DraftEdit edit, TimeProvider clock)
{
    public async Task<DraftOutcome> RunAsync(string vote, int revision, Actor actor, CancellationToken ct)
    {
        (Vote? draft, DraftRefusal refusal) = await edit.BeginAsync(vote, revision, ct);
        if (draft is null)
        {
            return DraftOutcome.Because(refusal);
        }

        db.RemoveRange(await db.Set<Contest>().Where(c => c.VoteId == vote).ToListAsync(ct));
        db.RemoveRange(await db.Set<ContestUnit>().Where(u => u.VoteId == vote).ToListAsync(ct));
        db.RemoveRange(await db.Set<AssumptionConfirmation>().Where(c => c.VoteId == vote).ToListAsync(ct));
        db.RemoveRange(await db.Set<VoteTrustee>().Where(t => t.VoteId == vote).ToListAsync(ct));
        db.RemoveRange(await db.Set<VoteCertifier>().Where(c => c.VoteId == vote).ToListAsync(ct));
        db.Remove(draft);
        AuditTrail.Append(db, clock.GetUtcNow(), actor, new DraftDiscarded(vote, draft.Title));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return DraftOutcome.Because(DraftRefusal.ChangedMeanwhile);
        }
        return new DraftOutcome.Done(revision);
    }
}
