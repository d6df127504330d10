using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Ceremonies;
using RatifyVote.Web.Trustees.Storage;

namespace RatifyVote.Web.Trustees;

/// <summary>The face of the key ceremonies for the slices that prepare, seal and count a vote.</summary>
public sealed class TrusteeCeremonies(RatifyVoteDb db)
{
    /// <summary>Where the ceremony of a vote stands; null when nobody was invited yet.</summary>
    public async Task<CeremonyProgress?> OfAsync(string voteId, CancellationToken ct)
    {
        CeremonyRow? ceremony = await db.Set<CeremonyRow>().AsNoTracking().SingleOrDefaultAsync(row => row.VoteId == voteId, ct);
        if (ceremony is null)
        {
            return null;
        }

        List<SeatRow> seats = await db.Set<SeatRow>().AsNoTracking().Where(row => row.VoteId == voteId).OrderBy(row => row.Place).ToListAsync(ct);
        CeremonyRound round = Round.Of(ceremony, seats);
        return new(voteId, ceremony.Threshold, ceremony.Size, round,
            [.. seats.Select(seat => new TrusteeStanding(seat.Place, seat.AccountId, seat.Name, seat.Accepted, seat.KeyCheckedAt is not null, Round.Done(seat, round)))],
            ceremony.AbortedBy is { } by ? new(by, ceremony.AbortedOffender, ceremony.AbortedReason!) : null,
            ceremony.TrusteesRecord);
    }

    /// <summary>The votes in which this account holds a share or is asked to.</summary>
    public Task<List<string>> VotesOfAsync(Guid accountId, CancellationToken ct) =>
        db.Set<SeatRow>().Where(row => row.AccountId == accountId).Select(row => row.VoteId).ToListAsync(ct);
}
