using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Opening;

/// <summary>Ends voting when the database's clock says the closing time has passed: phase Closing, then every unit's last flush and the journal's
/// Closing entry, then phase Canvass. May run twice, late or on two nodes; casts are refused by the clock alone, before this runs.</summary>
internal sealed class CloseVote(RatifyVoteDb db, CloseUnits closeUnits, VoteLife life, DatabaseClock clock)
{
    /// <summary>True when the vote is closed by this call or was being closed.</summary>
    public async Task<bool> RunAsync(string vote, CancellationToken ct)
    {
        Vote? found = await db.Set<Vote>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == vote, ct);
        if (found is not { Phase: VotePhase.Open or VotePhase.Closing } || await clock.NowAsync(db, ct) < found.ClosesAt)
        {
            return false;
        }

        if (found.Phase is VotePhase.Open)
        {
            await life.TryAdvanceAsync(vote, VotePhase.Open, VotePhase.Closing, Actor.Scheduler, ct);
            Failpoint.Hit("close.after-phase");
        }
        if (await closeUnits.RunAsync(vote, ct) is not CloseStep.Done)
        {
            return false;
        }
        Failpoint.Hit("close.before-canvass");
        await life.TryAdvanceAsync(vote, VotePhase.Closing, VotePhase.Canvass, Actor.Scheduler, ct);
        return true;
    }
}
