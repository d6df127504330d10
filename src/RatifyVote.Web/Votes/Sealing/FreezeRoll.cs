using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Domain.Rules;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>A unit's roll was frozen. Numbers only: the reasons per member are kept with the roll.</summary>
public sealed record RollFrozen(string Uuid, int Members, int Provisional, int Excluded, int Spares) : AuditEvent;

/// <summary>Fixes who may vote in one unit: members in a random order, then spares, each with a random salt, and why everybody else
/// is not on the roll. One transaction under the roll's own lock, since the approval and the scheduler's knock may both come here; a frozen roll is left alone.</summary>
internal sealed class FreezeRoll(RatifyVoteDb db, Rosters rosters, TimeProvider clock)
{
    private static readonly Dictionary<Guid, Waiver> NoWaivers = [];

    public async Task RunAsync(string uuid, RollRule rule, DateOnly recordDate, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using IDbContextTransaction transaction = await UnitLock.ExclusiveAsync(db, "roll", uuid, ct);
        ContestUnit unit = await db.Set<ContestUnit>().SingleAsync(u => u.Uuid == uuid, ct);
        if (unit.RollFrozen)
        {
            return;
        }

        LocalNumber local = new(unit.Local);
        string key = UnitKey.Of(local).Value;
        ContestRoll roll = new(unit.ContestId, rule, recordDate, new HashSet<LocalNumber> { local });
        List<RollCandidate> judged = await rosters.SelectJudged(roll, local, NoWaivers, ct).ToListAsync(ct);
        RollCandidate[] entitled = [.. judged.Where(j => j.Entitlement.Entitled is not Entitled.No)];
        RandomNumberGenerator.Shuffle(entitled.AsSpan());
        int spares = SpareEntries.For(entitled.Length);
        for (int i = 0; i < entitled.Length + spares; i++)
        {
            bool member = i < entitled.Length;
            RollRecord record = member
                ? new RollRecord.Member(unit.ContestId, key, entitled[i].Member.CardNumber, entitled[i].Member.Name)
                : new RollRecord.Spare(unit.ContestId, key, i - entitled.Length);
            db.Add(new RollEntry
            {
                Uuid = uuid, I = i, Kind = record.Kind, MemberId = member ? entitled[i].Member.Id : null,
                Record = Encoding.UTF8.GetString(record.Write()), RSalt = RandomNumberGenerator.GetBytes(32),
                Status = member && entitled[i].Entitlement.Entitled is Entitled.Provisionally ? RollStatus.Provisional : RollStatus.Active,
            });
        }
        List<RollCandidate> excluded = judged.FindAll(j => j.Entitlement.Entitled is Entitled.No);
        db.AddRange(excluded.Select(j => new RollExclusion { Uuid = uuid, MemberId = j.Member.Id, Reason = j.Entitlement.Reason }));
        (unit.RollFrozen, unit.Members, unit.Spares) = (true, entitled.Length, spares);
        AuditTrail.Append(db, clock.GetUtcNow(), Actor.Scheduler,
            new RollFrozen(uuid, entitled.Length, entitled.Count(j => j.Entitlement.Entitled is Entitled.Provisionally), excluded.Count, spares));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
    }
}
