using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>The first of two people says that the draft is complete. Any later edit takes the word back.</summary>
internal sealed class AskForSeal(RatifyVoteDb db, WhatBlocksSealing blocks, TimeProvider clock)
{
    public async Task<SealOutcome> RunAsync(string vote, int revision, Person person, CancellationToken ct)
    {
        Vote? draft = await db.Set<Vote>().SingleOrDefaultAsync(v => v.Id == vote, ct);
        if (draft is null)
        {
            return SealOutcome.Because(SealRefusal.NoSuchVote);
        }
        if (draft.Phase is not VotePhase.Draft || draft.SealStarted)
        {
            return SealOutcome.Because(SealRefusal.NotADraft);
        }
        if (draft.Revision != revision)
        {
            return SealOutcome.Because(SealRefusal.ChangedMeanwhile);
        }
        if (draft.SealAskedBy is not null && draft.SealAskedRevision == revision)
        {
            return new SealOutcome.Done();
        }
        if (await blocks.RunAsync(vote, ct) is { Count: > 0 } blockers)
        {
            return new SealOutcome.Refused(SealRefusal.Blocked, blockers);
        }

        (draft.SealAskedBy, draft.SealAskedByName, draft.SealAskedRevision) = (person.Account, person.Name, revision);
        AuditTrail.Append(db, clock.GetUtcNow(), person.AsActor, new SealAskedFor(vote, revision));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SealOutcome.Because(SealRefusal.ChangedMeanwhile);
        }
        return new SealOutcome.Done();
    }
}
