using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Ceremonies;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Trustees;

/// <summary>The face of the key ceremonies for the slices that prepare, seal and count a vote.</summary>
public sealed class TrusteeCeremonies(RatifyVoteDb db, VoteQueries votes)
{
    /// <summary>Where the ceremony of a vote stands; null when the vote names no trustees. Seats changed in the draft make it start over.</summary>
    public async Task<CeremonyProgress?> OfAsync(string voteId, CancellationToken ct)
    {
        IReadOnlyList<TrusteeSeat> named = await votes.TrusteesAsync(voteId, ct);
        if (named.Count == 0 || await votes.SettingsAsync(voteId, ct) is not { } settings)
        {
            return null;
        }

        if (await OneCeremony.ReadAsync(db, voteId, ct) is not { } ceremony || !ceremony.IsOf(named, settings.TrusteeThreshold))
        {
            return new(voteId, settings.TrusteeThreshold, named.Count, CeremonyRound.Invited,
                [.. named.Select(seat => new TrusteeStanding(seat.Owner, seat.Account, seat.Name, false, false, false))], null, null);
        }

        CeremonyRow row = ceremony.Row;
        return new(voteId, row.Threshold, row.Size, ceremony.Round,
            [.. ceremony.Seats.Select(seat => new TrusteeStanding(seat.Place, seat.AccountId, seat.Name, seat.Accepted, seat.KeyCheckedAt is not null, Round.Done(seat, ceremony.Round)))],
            row.AbortedBy is { } by ? new(by, row.AbortedOffender, row.AbortedReason!) : null,
            row.TrusteesRecord);
    }
}
