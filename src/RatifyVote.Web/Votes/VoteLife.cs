using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes;

/// <summary>The vote went from one phase of its life to the next.</summary>
public sealed record PhaseChanged(string Vote, VotePhase From, VotePhase To) : AuditEvent;

/// <summary>The phases of a vote, moved only by conditional update: whoever asks twice, late or on two nodes changes it once.</summary>
public sealed class VoteLife(RatifyVoteDb db, TimeProvider clock)
{
    /// <summary>Moves the vote from one phase to another and writes the audit event with it. False when the vote is not in
    /// <paramref name="from"/> (any more): somebody else did it, or it is not due. Joins a running transaction, else makes its own.</summary>
    /// <exception cref="ArgumentException">No vote ever goes from <paramref name="from"/> to <paramref name="to"/>.</exception>
    public async Task<bool> TryAdvanceAsync(string vote, VotePhase from, VotePhase to, Actor actor, CancellationToken ct)
    {
        if (!from.CanBecome(to))
        {
            throw new ArgumentException($"No vote goes from {from} to {to}.", nameof(to));
        }

        IDbContextTransaction? own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await using (own)
        {
            int moved = await db.Set<Vote>().Where(v => v.Id == vote && v.Phase == from).ExecuteUpdateAsync(set => set.SetProperty(v => v.Phase, to), ct);
            if (moved == 1)
            {
                AuditTrail.Append(db, clock.GetUtcNow(), actor, new PhaseChanged(vote, from, to));
                await db.SaveChangesAsync(ct);
            }
            if (own is not null)
            {
                await own.CommitAsync(ct);
            }
            return moved == 1;
        }
    }
}
