using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Ending;

/// <summary>Makes a vote void that two people gave up: casting ends, the contest keys are destroyed at once, the journal says so in its own entry,
/// the boards stay undecrypted. Repeatable at every step.</summary>
internal sealed class VoidVote(RatifyVoteDb db, VoidUnits voidUnits, VoteLife life)
{
    /// <summary>False when nobody approved it, or the vote came so far that its result stands.</summary>
    public async Task<bool> RunAsync(string vote, CancellationToken ct)
    {
        Vote? found = await db.Set<Vote>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == vote, ct);
        if (found?.VoidApprovedBy is null || !found.Phase.CanBecome(VotePhase.Void)
            || !await voidUnits.RunAsync(vote, found.VoidReason, [found.VoidAskedByName, found.VoidApprovedByName], ct))
        {
            return false;
        }

        Failpoint.Hit("void.after-journal");
        return await life.TryAdvanceAsync(vote, found.Phase, VotePhase.Void, Actor.Scheduler, ct);
    }
}
