using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Scheduling.Storage;

namespace RatifyVote.Web.Scheduling;

/// <summary>Calls one knock and writes down when it ran and how it ended. No lock: the use case behind it has its own.</summary>
internal sealed partial class RunKnock(IEnumerable<Knock> knocks, IServiceScopeFactory scopes, TimeProvider clock, ILogger<RunKnock> log)
{
    /// <exception cref="KeyNotFoundException">No slice registered the name.</exception>
    public async Task RunAsync(string name, CancellationToken ct)
    {
        Knock knock = knocks.SingleOrDefault(one => one.Name == name) ?? throw new KeyNotFoundException($"Nothing is registered to be knocked at under '{name}'.");
        DateTimeOffset started = clock.GetUtcNow();
        string? failure = null;
        await using (AsyncServiceScope scope = scopes.CreateAsyncScope())
        {
            try
            {
                await knock.RunAsync(scope.ServiceProvider, ct);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // The next knock tries again; what is wrong is on the page and in the log. The message may hold data, so the page shows the kind only.
                failure = problem.GetType().Name;
                KnockFailed(problem, name);
            }
        }

        await using AsyncServiceScope after = scopes.CreateAsyncScope();
        RatifyVoteDb db = after.ServiceProvider.GetRequiredService<RatifyVoteDb>();
        DateTimeOffset ended = clock.GetUtcNow();
        int known = await db.Set<KnockRunRow>().Where(row => row.Name == name).ExecuteUpdateAsync(row => row
            .SetProperty(one => one.StartedAt, started).SetProperty(one => one.EndedAt, ended)
            .SetProperty(one => one.Failure, failure).SetProperty(one => one.Runs, one => one.Runs + 1), ct);
        if (known == 0)
        {
            db.Add(new KnockRunRow { Name = name, StartedAt = started, EndedAt = ended, Failure = failure, Runs = 1 });
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException)
            {
                // Another node wrote the first row at the same moment; one of the two is enough.
            }
        }
    }

    [LoggerMessage(7001, LogLevel.Error, "The scheduled step {Name} failed; it will be tried again.")]
    private partial void KnockFailed(Exception problem, string name);
}
