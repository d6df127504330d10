using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Boards;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Booth;

/// <summary>What became of the wish to destroy a contest's key.</summary>
internal enum KeyDestruction
{
    /// <summary>Not every unit of the contest is signed off, or the contest was made void.</summary>
    NotDue,

    /// <summary>The key is gone, and the journal says so.</summary>
    Destroyed,

    /// <summary>The key was not there although nobody destroyed it. Nothing is written: a lost key is never called destroyed.</summary>
    Lost,
}

/// <summary>Destroys a contest's key once every unit of the contest is signed off (secrecy section 1, point 18). The intention is committed while the key is there; then tombstone and deletion in keydir;
/// then the KeyDestroyed entry. Each step may be repeated; no hold and no setting can stop it.</summary>
internal sealed class DestroyContestKey(BallotBoxDb db, Keydir keydir, BoardReader boards, Journal journal, DatabaseClock clock)
{
    public async Task<KeyDestruction> RunAsync(string voteId, string contestId, CancellationToken ct)
    {
        List<BoxUnit> units = await db.Set<BoxUnit>().AsNoTracking().Where(unit => unit.VoteId == voteId && unit.ContestId == contestId).OrderBy(unit => unit.Place).ToListAsync(ct);
        if (units.Count == 0 || units.Any(unit => unit.State is not UnitState.SignedOff))
        {
            return KeyDestruction.NotDue;
        }

        if (await ContestKeyEnd.RunAsync(db, keydir, voteId, contestId, "destroy", await clock.NowAsync(db, ct), ct) is not { } ack)
        {
            return KeyDestruction.Lost;
        }

        List<DestroyedUnit> destroyed = [];
        foreach (BoxUnit unit in units)
        {
            UnitOpenings openings = await db.Set<UnitOpenings>().AsNoTracking().SingleAsync(row => row.Uuid == unit.Uuid, ct);
            destroyed.Add(new DestroyedUnit(unit.Uuid, (await boards.EndBallotsAsync(unit.Uuid, ct))!.Value, RecordHash.FromBytes(openings.SignOffRoot)));
        }

        Failpoint.Hit("destroy.before-journal");
        await journal.AppendOnceAsync(voteId, contestId, new JournalData.KeyDestroyed(contestId, [.. destroyed], [ack]), ct);
        Failpoint.Hit("destroy.after-journal");
        return KeyDestruction.Destroyed;
    }
}
