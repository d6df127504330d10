using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Scheduling;
using RatifyVote.Web.Votes.Ending;
using RatifyVote.Web.Votes.Sealing;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Opening;

/// <summary>The knock of this slice: looks at every vote that has something to come up to the close, and calls the use case whose turn it is.
/// One vote that fails does not hold up the others.</summary>
internal sealed partial class AdvanceVotes(IServiceScopeFactory scopes, ILogger<AdvanceVotes> log)
{
    public const string KnockName = "advance-votes";

    public async Task RunAsync(CancellationToken ct)
    {
        List<Exception> failures = [];
        foreach ((string vote, VotePhase phase) in await DueAsync(ct))
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            try
            {
                await AdvanceAsync(scope.ServiceProvider, vote, phase, ct);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                VoteNotAdvanced(problem, vote, phase);
                failures.Add(problem);
            }
        }
        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    /// <summary>What is to come, for the page of what ran and what is due.</summary>
    public async Task<IReadOnlyList<DueItem>> DueListAsync(CancellationToken ct)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        List<Vote> votes = await scope.ServiceProvider.GetRequiredService<RatifyVoteDb>().Set<Vote>().AsNoTracking()
            .Where(v => v.Phase == VotePhase.Sealed || v.Phase == VotePhase.Scheduled || v.Phase == VotePhase.Open).OrderBy(v => v.OpensAt).ToListAsync(ct);
        return [.. votes.Select(v => v.Phase is VotePhase.Open ? new DueItem($"{v.Title}: closes", v.ClosesAt!.Value) : new DueItem($"{v.Title}: opens", v.OpensAt!.Value))];
    }

    private async Task<List<(string Vote, VotePhase Phase)>> DueAsync(CancellationToken ct)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return [.. (await scope.ServiceProvider.GetRequiredService<RatifyVoteDb>().Set<Vote>().AsNoTracking()
            .Where(v => (v.Phase == VotePhase.Draft && v.SealApprovedBy != null) || v.Phase == VotePhase.Sealed || v.Phase == VotePhase.Scheduled
                || v.Phase == VotePhase.Open || v.Phase == VotePhase.Closing || (v.VoidApprovedBy != null && v.Phase != VotePhase.Void))
            .Select(v => new { v.Id, v.Phase, Voiding = v.VoidApprovedBy != null }).ToListAsync(ct))
            .Select(v => (v.Id, v.Voiding ? VotePhase.Void : v.Phase))];
    }

    private static Task AdvanceAsync(IServiceProvider services, string vote, VotePhase phase, CancellationToken ct) => phase switch
    {
        VotePhase.Draft => services.GetRequiredService<SealVote>().RunAsync(vote, ct),
        VotePhase.Sealed => services.GetRequiredService<ScheduleVote>().RunAsync(vote, ct),
        VotePhase.Scheduled => services.GetRequiredService<OpenVote>().RunAsync(vote, ct),
        VotePhase.Open or VotePhase.Closing => services.GetRequiredService<CloseVote>().RunAsync(vote, ct),
        VotePhase.Void => services.GetRequiredService<VoidVote>().RunAsync(vote, ct),
        VotePhase.Canvass or VotePhase.BallotsEnded or VotePhase.SignedOff or VotePhase.KeyDestroyed or VotePhase.Tallied
            or VotePhase.UnderReview or VotePhase.Certified or VotePhase.Protested or VotePhase.Published => Task.CompletedTask,
    };

    [LoggerMessage(3101, LogLevel.Error, "Vote {Vote}, {Phase}: the next step failed and will be tried again.")]
    private partial void VoteNotAdvanced(Exception problem, string vote, VotePhase phase);
}
