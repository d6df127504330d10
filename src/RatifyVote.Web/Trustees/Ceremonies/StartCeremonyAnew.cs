using RatifyVote.Domain.Votes;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Trustees.Ceremonies;

/// <summary>After an abort or a lost key file, before the seal: the same people, everything else forgotten.</summary>
internal sealed class StartCeremonyAnew(RatifyVoteDb db, VoteQueries votes, TimeProvider clock)
{
    public async Task<CeremonyAnswer> RunAsync(string voteId, Actor actor, CancellationToken ct)
    {
        if (await OneCeremony.ReadAsync(db, voteId, ct) is not { } ceremony)
        {
            return CeremonyAnswer.No(IslandRefusal.NotFound);
        }

        if (await votes.FindAsync(voteId, ct) is not { } vote || !vote.Phase.Permits(VoteAction.HoldKeyCeremony))
        {
            return CeremonyAnswer.No(IslandRefusal.WrongState);
        }

        CeremonyRow row = ceremony.Row;
        row.Attempt++;
        (row.TrusteesRecord, row.AbortedBy, row.AbortedOffender, row.AbortedReason) = (null, null, null, null);
        foreach (SeatRow seat in ceremony.Seats)
        {
            (seat.Cert, seat.Polynomial, seat.Output, seat.Nonce, seat.KeyCheckedAt) = (null, null, null, null, null);
        }

        AuditTrail.Append(db, clock.GetUtcNow(), actor, new CeremonyStartedAnew(voteId, row.Attempt));
        await db.SaveChangesAsync(ct);
        return CeremonyAnswer.Done;
    }
}
