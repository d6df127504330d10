using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>The second, different person approves exactly what the first asked for; from here on the draft cannot change, and
/// <see cref="SealVote"/> does the rest however often it is interrupted.</summary>
internal sealed class ApproveSeal(RatifyVoteDb db, WhatBlocksSealing blocks, TimeProvider clock)
{
    public async Task<SealOutcome> RunAsync(string vote, int revision, Person person, CancellationToken ct)
    {
        Vote? draft = await db.Set<Vote>().SingleOrDefaultAsync(v => v.Id == vote, ct);
        if (draft is null)
        {
            return SealOutcome.Because(SealRefusal.NoSuchVote);
        }
        if (draft.SealApprovedBy == person.Account)
        {
            return new SealOutcome.Done();
        }
        if (draft.Phase is not VotePhase.Draft || draft.SealStarted)
        {
            return SealOutcome.Because(SealRefusal.NotADraft);
        }
        if (draft.SealAskedBy is null)
        {
            return SealOutcome.Because(SealRefusal.NotAskedFor);
        }
        if (draft.SealAskedRevision != revision || draft.Revision != revision)
        {
            return SealOutcome.Because(SealRefusal.ChangedMeanwhile);
        }
        if (draft.SealAskedBy == person.Account)
        {
            return SealOutcome.Because(SealRefusal.SamePerson);
        }
        if (await blocks.RunAsync(vote, ct) is { Count: > 0 } blockers)
        {
            return new SealOutcome.Refused(SealRefusal.Blocked, blockers);
        }

        DateTimeOffset now = clock.GetUtcNow();
        (draft.SealApprovedBy, draft.SealApprovedAt) = (person.Account, UtcTime.ToWholeSeconds(now));
        // Whoever edits at this moment meets a new revision and is refused.
        draft.Revision++;
        AuditTrail.Append(db, now, person.AsActor, new SealApproved(vote, revision));
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
