using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

/// <summary>One edit of a draft: the caller names the revision it showed, and the vote's revision counts up with the change.</summary>
internal sealed class DraftEdit(RatifyVoteDb db, TimeProvider clock)
{
    /// <summary>The draft, tracked, or why it cannot be edited.</summary>
    public async Task<(Vote? Vote, DraftRefusal Why)> BeginAsync(string vote, int revision, CancellationToken ct)
    {
        Vote? draft = await db.Set<Vote>().SingleOrDefaultAsync(v => v.Id == vote, ct);
        return draft switch
        {
            null => (null, DraftRefusal.NoSuchVote),
            { Phase: not VotePhase.Draft } => (null, DraftRefusal.NotADraft),
            { SealStarted: true } => (null, DraftRefusal.SealInProgress),
            _ when draft.Revision != revision => (null, DraftRefusal.ChangedMeanwhile),
            _ => (draft, default),
        };
    }

    /// <summary>Commits everything tracked together with the audit event. A seal that was asked for must be asked for again.</summary>
    public async Task<DraftOutcome> CommitAsync(Vote draft, DraftPart part, string about, Actor actor, CancellationToken ct)
    {
        draft.Revision++;
        draft.SealAskedBy = null;
        AuditTrail.Append(db, clock.GetUtcNow(), actor, new DraftChanged(draft.Id, part, about));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return DraftOutcome.Because(DraftRefusal.ChangedMeanwhile);
        }
        return new DraftOutcome.Done(draft.Revision);
    }
}
