using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Boards;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Booth;

/// <summary>Makes every unit of a vote void: casting ends, what waits in the inbox is dropped unread, the contest keys are destroyed at once, the boards stay as they are and are never decrypted
/// (secrecy C-16). A contest whose key had been lost is voided without an acknowledgement. May be repeated.</summary>
internal sealed class VoidUnits(BallotBoxDb db, Keydir keydir, Journal journal, DatabaseClock clock)
{
    /// <param name="approvedBy">The two people, as the journal names them.</param>
    /// <returns>False when the vote has come so far that its result stands: a unit has a Result.</returns>
    public async Task<bool> RunAsync(string voteId, string reason, IReadOnlyList<string> approvedBy, CancellationToken ct)
    {
        List<BoxUnit> units = await db.Set<BoxUnit>().AsNoTracking().Where(unit => unit.VoteId == voteId).OrderBy(unit => unit.Place).ToListAsync(ct);
        string[] uuids = [.. units.Select(unit => unit.Uuid)];
        if (await db.Set<BoardEventRow>().AnyAsync(happened => uuids.Contains(happened.Uuid) && happened.Type == "Result", ct))
        {
            return false;
        }

        foreach (string uuid in uuids)
        {
            await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "unit", uuid, ct);
            await db.Set<InboxRow>().Where(row => row.Uuid == uuid).ExecuteDeleteAsync(ct);
            await db.Set<InboxCiphertextRow>().Where(row => row.Uuid == uuid).ExecuteDeleteAsync(ct);
            await db.Set<BoxUnit>().Where(unit => unit.Uuid == uuid).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.State, UnitState.Voided), ct);
            await transaction.CommitAsync(ct);
            Failpoint.Hit("void.after-unit");
        }

        List<NodeAcknowledgement> acks = [];
        foreach (string contestId in units.Select(unit => unit.ContestId).Distinct())
        {
            if (await ContestKeyEnd.RunAsync(db, keydir, voteId, contestId, "void", await clock.NowAsync(db, ct), ct) is { } ack)
            {
                acks.Add(ack);
            }
        }

        Failpoint.Hit("void.before-journal");
        await journal.AppendOnceAsync(voteId, "", new JournalData.Voided([.. uuids], reason, [.. approvedBy], [.. acks]), ct);
        return true;
    }
}
