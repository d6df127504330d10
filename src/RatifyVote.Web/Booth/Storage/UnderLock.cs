using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Storage;

internal static class UnderLock
{
    /// <summary>The unit as it stands now that its lock is held: whatever the context read before is read again.</summary>
    public static async Task<BoxUnit> UnderLockAsync(this BallotBoxDb db, string uuid, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        return await db.Set<BoxUnit>().SingleAsync(unit => unit.Uuid == uuid, ct);
    }
}
