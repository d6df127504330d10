using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Web.Booth.Boards;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Booth;

/// <summary>Publishes what waits in the inboxes of open votes where the rules of the vote allow it: not oftener than sealed, with at least so many new credentials, never in a small unit.
/// Knocked at by the scheduler; may run twice, late, or on two nodes. Takes each unit's lock alone.</summary>
internal sealed class Flush(BallotBoxDb db, InboxFlush inbox, DatabaseClock clock, BoardAnnouncements announcements)
{
    /// <returns>How many units were published now.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        // A publication that was cut off between board and journal is announced before the next one.
        await announcements.RunAsync(ct);
        DateTimeOffset hint = await clock.NowAsync(db, ct);
        List<string> candidates = await db.Set<BoxUnit>().Where(unit => unit.State == UnitState.Open && !unit.FlushOnlyAtClose && unit.OpensAt <= hint).Select(unit => unit.Uuid).ToListAsync(ct);
        int published = 0;
        foreach (string uuid in candidates)
        {
            published += await RunAsync(uuid, ct) ? 1 : 0;
        }

        await announcements.RunAsync(ct);
        return published;
    }

    private async Task<bool> RunAsync(string uuid, CancellationToken ct)
    {
        await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "unit", uuid, ct);
        BoxUnit unit = await db.UnderLockAsync(uuid, ct);
        DateTimeOffset now = await clock.NowAsync(db, ct);
        bool due = unit.State is UnitState.Open && !unit.FlushOnlyAtClose && now - (unit.PublishedAt ?? unit.OpensAt) >= TimeSpan.FromSeconds(unit.FlushSeconds)
            && await inbox.NewCredentialsAsync(uuid, ct) >= Math.Max(1, unit.FlushNewCredentials);
        if (!due)
        {
            return false;
        }

        await inbox.RunAsync(unit, now, ct);
        Failpoint.Hit("flush.before-commit");
        await transaction.CommitAsync(ct);
        Failpoint.Hit("flush.after-commit");
        return true;
    }
}
