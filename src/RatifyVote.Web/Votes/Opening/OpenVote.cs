using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Opening;

/// <summary>What came of a try to open.</summary>
internal enum OpenStep
{
    NotDue,
    Blocked,
    Opened,
}

/// <summary>Opens a scheduled vote when the database's clock says its time has come and nothing blocks it: the journal's Opened entry, every unit's
/// box, then the phase. Killed in between, the next call goes on; the vote is scheduled or open, and the entry is written once.</summary>
internal sealed class OpenVote(RatifyVoteDb db, WhatBlocksOpening blocks, Board board, Journal journal, VoteLife life, DatabaseClock clock)
{
    public async Task<OpenStep> RunAsync(string vote, CancellationToken ct)
    {
        Vote? found = await db.Set<Vote>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == vote, ct);
        if (found is not { Phase: VotePhase.Scheduled } || await clock.NowAsync(db, ct) < found.OpensAt)
        {
            return OpenStep.NotDue;
        }
        // Once the journal says "opened", the opening is finished whatever has come up since.
        if (await journal.FindAsync<JournalData.Opened>(vote, "", ct) is null && await blocks.RunAsync(vote, ct) is not { Count: 0 })
        {
            return OpenStep.Blocked;
        }

        Failpoint.Hit("open.before-journal");
        await journal.AppendOnceAsync(vote, "", new JournalData.Opened(), ct);
        Failpoint.Hit("open.after-journal");
        foreach (string uuid in await db.Set<ContestUnit>().Where(u => u.VoteId == vote).Select(u => u.Uuid).ToListAsync(ct))
        {
            await board.OpenAsync(uuid, ct);
            Failpoint.Hit("open.after-unit");
        }
        return await life.TryAdvanceAsync(vote, VotePhase.Scheduled, VotePhase.Open, Actor.Scheduler, ct) ? OpenStep.Opened : OpenStep.NotDue;
    }
}
