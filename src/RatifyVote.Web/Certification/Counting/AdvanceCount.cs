using RatifyVote.Domain.Votes;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Certification.Certifying;
using RatifyVote.Web.Certification.Publishing;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Certification.Counting;

/// <summary>Takes every closed vote as far as it can go, step by step in the order that secrecy needs (architecture: after the closing time). Holds no state
/// of its own: each step looks at what is stored, may run twice, late or on two nodes, and the phase moves by conditional update.</summary>
internal sealed class AdvanceCount(
    VoteQueries votes, VoteLife life, CloseUnits closeUnits, Canvass canvass, EndBallots endBallots, SignOffUnits signOff, DestroyContestKey destroyKey,
    ComputeResult computeResult, RunChecks runChecks, Certificates certificates, PublishVote publish)
{
    private static readonly VotePhase[] Counting =
    [
        VotePhase.Closing, VotePhase.Canvass, VotePhase.BallotsEnded, VotePhase.SignedOff, VotePhase.KeyDestroyed, VotePhase.Tallied, VotePhase.UnderReview, VotePhase.Certified,
    ];

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (VoteSummary vote in await votes.InPhasesAsync(Counting, ct))
        {
            await RunAsync(vote.Id, ct);
        }
    }

    public async Task RunAsync(string voteId, CancellationToken ct)
    {
        while (await votes.FindAsync(voteId, ct) is { } vote && Counting.Contains(vote.Phase) && await StepAsync(vote, ct) is { } next)
        {
            Failpoint.Hit($"count.before-{next}");
            if (!await life.TryAdvanceAsync(voteId, vote.Phase, next, Actor.Scheduler, ct))
            {
                return;
            }
        }
    }

    // The phase that may follow now, or null when something is still owed.
    private async Task<VotePhase?> StepAsync(VoteSummary vote, CancellationToken ct) => vote.Phase switch
    {
        VotePhase.Closing => await closeUnits.RunAsync(vote.Id, ct) is CloseStep.Done ? VotePhase.Canvass : null,
        VotePhase.Canvass => await canvass.DecideAsync(vote, ct) is { } setAside && await endBallots.RunAsync(vote.Id, setAside, ct) is CloseStep.Done ? VotePhase.BallotsEnded : null,
        VotePhase.BallotsEnded => await signOff.RunAsync(vote.Id, ct) is CloseStep.Done ? VotePhase.SignedOff : null,
        VotePhase.SignedOff => await DestroyKeysAsync(vote.Id, ct) ? VotePhase.KeyDestroyed : null,
        VotePhase.KeyDestroyed => await computeResult.RunAsync(vote.Id, ct) ? VotePhase.Tallied : null,
        VotePhase.Tallied => await runChecks.RunAsync(vote.Id, ct) ? VotePhase.UnderReview : null,
        VotePhase.UnderReview => await certificates.SufficeAsync(vote.Id, ct) ? VotePhase.Certified : null,
        VotePhase.Certified => await publish.RunAsync(vote.Id, ct) ? VotePhase.Published : null,
        VotePhase.Draft or VotePhase.Sealed or VotePhase.Scheduled or VotePhase.Open or VotePhase.Protested or VotePhase.Published or VotePhase.Void => null,
    };

    // Every contest has its own key. One that was lost is not destroyed: the count stops here, and the page of the count says so.
    private async Task<bool> DestroyKeysAsync(string voteId, CancellationToken ct)
    {
        bool all = true;
        foreach (string contest in (await votes.UnitsAsync(voteId, ct)).Select(unit => unit.Contest).Distinct())
        {
            all &= await destroyKey.RunAsync(voteId, contest, ct) is KeyDestruction.Destroyed;
        }

        return all;
    }
}
