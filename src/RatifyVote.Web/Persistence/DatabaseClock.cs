using Microsoft.EntityFrameworkCore;

namespace RatifyVote.Web.Persistence;

/// <summary>The time that decides (open or closed). Ask it under the unit's lock: PostgreSQL answers clock_timestamp(), the moment of asking
/// and not the start of the transaction as now() would; SQLite has one process at a time under its write lock, so the process clock is read.</summary>
public sealed class DatabaseClock(TimeProvider clock)
{
    /// <summary>UTC. A substituted clock (anything but <see cref="TimeProvider.System"/>) decides on both databases.</summary>
    public async ValueTask<DateTimeOffset> NowAsync(DbContext db, CancellationToken ct)
    {
        if (db.IsSqlite() || clock != TimeProvider.System)
        {
            return clock.GetUtcNow();
        }

        return (await db.Database.SqlQueryRaw<DateTimeOffset>("SELECT clock_timestamp() AS \"Value\"").SingleAsync(ct)).ToUniversalTime();
    }
}
