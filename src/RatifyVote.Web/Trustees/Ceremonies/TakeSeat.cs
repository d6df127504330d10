using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Trustees.Ceremonies;

/// <summary>A trustee named in the draft accepts. The first one makes the ceremony's rows; when the draft has named other people since, they
/// are made anew.</summary>
internal sealed class TakeSeat(RatifyVoteDb db, VoteQueries votes, TimeProvider clock)
{
    public async Task<CeremonyAnswer> RunAsync(string voteId, Guid accountId, CancellationToken ct)
    {
        IReadOnlyList<TrusteeSeat> named = await votes.TrusteesAsync(voteId, ct);
        if (named.All(seat => seat.Account != accountId) || await votes.FindAsync(voteId, ct) is not { } vote)
        {
            return CeremonyAnswer.No(IslandRefusal.NotFound);
        }

        if (!vote.Phase.Permits(VoteAction.HoldKeyCeremony))
        {
            return CeremonyAnswer.No(IslandRefusal.WrongState);
        }

        int threshold = (await votes.SettingsAsync(voteId, ct))!.TrusteeThreshold;
        OneCeremony? ceremony = await OneCeremony.ReadAsync(db, voteId, ct);
        if (ceremony is null || !ceremony.IsOf(named, threshold))
        {
            await MakeAsync(voteId, threshold, named, ceremony, ct);
            ceremony = (await OneCeremony.ReadAsync(db, voteId, ct))!;
        }

        SeatRow mine = ceremony.SeatOf(accountId)!;
        if (!mine.Accepted)
        {
            mine.Accepted = true;
            AuditTrail.Append(db, clock.GetUtcNow(), new Actor.Person(accountId), new TrusteeAccepted(voteId, mine.Place));
            await db.SaveChangesAsync(ct);
        }

        return CeremonyAnswer.Done;
    }

    private async Task MakeAsync(string voteId, int threshold, IReadOnlyList<TrusteeSeat> named, OneCeremony? old, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (old is not null)
        {
            db.RemoveRange(old.Seats);
            db.Remove(old.Row);
            await db.SaveChangesAsync(ct);
        }

        db.ChangeTracker.Clear();
        db.Add(new CeremonyRow { VoteId = voteId, Threshold = threshold, Size = named.Count, Attempt = old is null ? 0 : old.Row.Attempt + 1 });
        db.AddRange(named.Select(seat => new SeatRow { VoteId = voteId, Place = seat.Owner, AccountId = seat.Account, Name = seat.Name }));
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Another trustee accepted at the same moment and made the same rows.
            await transaction.RollbackAsync(ct);
        }

        db.ChangeTracker.Clear();
    }
}
