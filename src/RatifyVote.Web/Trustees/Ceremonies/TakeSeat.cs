using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Trustees.Ceremonies;

/// <summary>A trustee accepts the invitation.</summary>
internal sealed class TakeSeat(RatifyVoteDb db, TimeProvider clock)
{
    public async Task<CeremonyAnswer> RunAsync(string voteId, Guid accountId, CancellationToken ct)
    {
        if (await OneCeremony.ReadAsync(db, voteId, ct) is not { } ceremony || ceremony.SeatOf(accountId) is not { } seat)
        {
            return CeremonyAnswer.No(IslandRefusal.NotFound);
        }

        if (!seat.Accepted)
        {
            seat.Accepted = true;
            AuditTrail.Append(db, clock.GetUtcNow(), new Actor.Person(accountId), new TrusteeAccepted(voteId, seat.Place));
            await db.SaveChangesAsync(ct);
        }

        return CeremonyAnswer.Done;
    }
}
