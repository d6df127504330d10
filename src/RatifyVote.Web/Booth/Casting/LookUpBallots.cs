using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Casting;

/// <summary>The cheap checks that need the database, before any proof is computed: was the ballot received before, is its unit open. No lock: what this lets through is checked again under it.</summary>
internal sealed class LookUpBallots(BallotBoxDb db, UnitSecrets secrets, DatabaseClock clock)
{
    /// <summary>Answers what can be answered and returns the rest.</summary>
    public async Task<List<PendingCast>> RunAsync(IReadOnlyList<PendingCast> casts, CancellationToken ct)
    {
        List<PendingCast> unknown = [];
        await db.Database.OpenConnectionAsync(ct);
        foreach (IGrouping<string, PendingCast> ofUnit in casts.GroupBy(cast => cast.Unit.Uuid))
        {
            BoxUnit box = await db.Set<BoxUnit>().AsNoTracking().SingleAsync(unit => unit.Uuid == ofUnit.Key, ct);
            CastRefusal? closed = Polls.WhyShut(box, await clock.NowAsync(db, ct));
            using InboxKeys? keys = box.State is UnitState.Open ? secrets.Inbox(box) : null;
            PendingCast[] batch = [.. ofUnit];
            List<PendingCast> rest = KnownBallots.Settle(batch, await KnownBallots.FindAsync(db, ofUnit.Key, batch, keys, ct));
            if (closed is { } why)
            {
                rest.ForEach(cast => cast.Refuse(why));
            }
            else
            {
                unknown.AddRange(rest);
            }
        }

        return unknown;
    }
}
