using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Storage;

/// <summary>The sealed, public, unchanging side of each unit, read once by each process: every node that asks the database finds the same.</summary>
internal sealed class SealedUnits(IServiceScopeFactory scopes)
{
    private readonly ConcurrentDictionary<string, SealedUnit> units = new(StringComparer.Ordinal);

    /// <summary>The unit, or null where there is none of that uuid.</summary>
    public async ValueTask<SealedUnit?> FindAsync(string uuid, CancellationToken ct)
    {
        if (units.TryGetValue(uuid, out SealedUnit? known))
        {
            return known;
        }

        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        BallotBoxDb db = scope.ServiceProvider.GetRequiredService<BallotBoxDb>();
        BoxUnit? box = await db.Set<BoxUnit>().AsNoTracking().SingleOrDefaultAsync(unit => unit.Uuid == uuid, ct);
        if (box is null)
        {
            return null;
        }

        UnitRecords records = await db.Set<UnitRecords>().AsNoTracking().SingleAsync(unit => unit.Uuid == uuid, ct);
        return units.GetOrAdd(uuid, new SealedUnit(box, records));
    }

    /// <exception cref="InvalidOperationException">There is no such unit.</exception>
    public async ValueTask<SealedUnit> GetAsync(string uuid, CancellationToken ct) =>
        await FindAsync(uuid, ct) ?? throw new InvalidOperationException($"The ballot box has no unit {uuid}.");
}
