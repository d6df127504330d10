using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth;

/// <summary>Whether the keys of a vote's contests are where they should be. Reads only.</summary>
internal sealed class ContestKeys(BallotBoxDb db, Keydir keydir)
{
    /// <summary>True when a contest's key is gone although nobody decided to destroy it: nothing that needs it can go on, and it is never called destroyed.</summary>
    public async Task<bool> AnyLostAsync(string voteId, CancellationToken ct)
    {
        List<string> contests = await db.Set<BoxUnit>().Where(unit => unit.VoteId == voteId).Select(unit => unit.ContestId).Distinct().ToListAsync(ct);
        List<string> decided = await db.Set<ContestKeyRow>().Where(row => row.VoteId == voteId).Select(row => row.ContestId).ToListAsync(ct);
        return contests.Except(decided).Any(contest => keydir.StateOf(ContestKeyName.Of(voteId, contest)) is KeyState.Missing);
    }
}
