using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Scheduling;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Opening;

/// <summary>Lets a sealed vote open at its time once nothing blocks it any more.</summary>
internal sealed class ScheduleVote(RatifyVoteDb db, WhatBlocksOpening blocks, VoteLife life, Knocker knocker)
{
    /// <summary>False when it is not sealed, is scheduled already, or something blocks it.</summary>
    public async Task<bool> RunAsync(string vote, CancellationToken ct)
    {
        Vote? found = await db.Set<Vote>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == vote, ct);
        if (found is not { Phase: VotePhase.Sealed } || await blocks.RunAsync(vote, ct) is not { Count: 0 }
            || !await life.TryAdvanceAsync(vote, VotePhase.Sealed, VotePhase.Scheduled, Actor.Scheduler, ct))
        {
            return false;
        }

        await knocker.AtAsync(AdvanceVotes.KnockName, found.OpensAt!.Value, ct);
        await knocker.AtAsync(AdvanceVotes.KnockName, found.ClosesAt!.Value, ct);
        return true;
    }
}
