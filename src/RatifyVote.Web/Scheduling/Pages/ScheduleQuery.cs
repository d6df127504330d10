using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Scheduling.Storage;

namespace RatifyVote.Web.Scheduling.Pages;

internal sealed record KnockLine(string Name, TimeSpan Every, DateTimeOffset? EndedAt, string? Failure, long Runs);

/// <summary>What ran and what is due, for the page.</summary>
internal sealed class ScheduleQuery(RatifyVoteDb db, IEnumerable<Knock> knocks, IEnumerable<DueList> dues, IServiceProvider services)
{
    public async Task<(IReadOnlyList<KnockLine> Ran, IReadOnlyList<DueItem> Due)> ReadAsync(CancellationToken ct)
    {
        Dictionary<string, KnockRunRow> rows = await db.Set<KnockRunRow>().AsNoTracking().ToDictionaryAsync(row => row.Name, ct);
        List<DueItem> due = [];
        foreach (DueList list in dues)
        {
            due.AddRange(await list.ReadAsync(services, ct));
        }

        return ([.. knocks.OrderBy(knock => knock.Name).Select(knock => rows.TryGetValue(knock.Name, out KnockRunRow? row)
            ? new KnockLine(knock.Name, knock.Every, row.EndedAt, row.Failure, row.Runs)
            : new KnockLine(knock.Name, knock.Every, null, null, 0))], [.. due.OrderBy(item => item.At)]);
    }
}
