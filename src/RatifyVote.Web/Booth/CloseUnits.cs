using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Boards;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Booth;

/// <summary>What a step after the close came to.</summary>
internal enum CloseStep
{
    /// <summary>Not yet: the database's clock or the step before it says so.</summary>
    NotDue,
    Done,
}

/// <summary>Closes every unit of a vote whose closing time has passed: under the unit's lock alone, the last flush and the end of casting in one transaction; then the Closing entry
/// of the journal with the heads the boards now have. May be repeated at any point.</summary>
internal sealed class CloseUnits(BallotBoxDb db, InboxFlush inbox, DatabaseClock clock, BoardAnnouncements announcements, Journal journal)
{
    public async Task<CloseStep> RunAsync(string voteId, CancellationToken ct)
    {
        await announcements.RunAsync(ct);
        DateTimeOffset closedAt = default;
        foreach (string uuid in await db.Set<BoxUnit>().Where(unit => unit.VoteId == voteId).OrderBy(unit => unit.Place).Select(unit => unit.Uuid).ToListAsync(ct))
        {
            if (await CloseAsync(uuid, ct) is not { } closed)
            {
                return CloseStep.NotDue;
            }

            closedAt = closed;
            Failpoint.Hit("close.after-unit");
        }

        if (closedAt == default)
        {
            return CloseStep.NotDue;
        }

        Failpoint.Hit("close.before-journal");
        await announcements.RunAsync(ct);
        Failpoint.Hit("close.after-announcements");
        await journal.AppendOnceAsync(voteId, "", new JournalData.Closing(closedAt), ct);
        Failpoint.Hit("close.after-journal");
        return CloseStep.Done;
    }

    // The closing time in force when the unit has been closed, now or before; null when it is not due.
    private async Task<DateTimeOffset?> CloseAsync(string uuid, CancellationToken ct)
    {
        await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "unit", uuid, ct);
        BoxUnit unit = await db.UnderLockAsync(uuid, ct);
        DateTimeOffset now = await clock.NowAsync(db, ct);
        switch (unit.State)
        {
            case UnitState.Open when now >= unit.ClosesAt:
                await inbox.RunAsync(unit, now, ct);
                unit.State = UnitState.Closing;
                unit.ClosingHeight = unit.Height;
                await db.SaveChangesAsync(ct);
                Failpoint.Hit("close.before-commit");
                await transaction.CommitAsync(ct);
                return unit.ClosesAt;
            case UnitState.Closing or UnitState.Ended or UnitState.Tallied or UnitState.SignedOff:
                return unit.ClosesAt;
            case UnitState.SetUp or UnitState.Open or UnitState.Voided:
                return null;
        }

        return null;
    }
}
