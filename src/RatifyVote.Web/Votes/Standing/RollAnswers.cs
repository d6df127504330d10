using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Domain.Votes;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Votes.Sealing;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Standing;

/// <summary>Whether a member may vote in one unit, and why. Before the seal it is what the roster says today.</summary>
internal sealed record RollAnswer(VoteSummary Vote, string Contest, LocalNumber Local, bool Frozen, Entitlement Entitlement);

/// <summary>Tells a member "you are / are not on the roll, because ...". Reads only.</summary>
internal sealed class RollAnswers(RatifyVoteDb db, Rosters rosters)
{
    private static readonly VotePhase[] Coming = [VotePhase.Draft];

    /// <summary>For every vote that is being prepared, has a record date and a planned opening, and covers a local of the member.</summary>
    public async Task<IReadOnlyList<RollAnswer>> OfComingVotesAsync(Guid member, CancellationToken ct)
    {
        List<string> votes = await db.Set<Vote>().AsNoTracking().Where(v => Coming.Contains(v.Phase) && v.RecordDate != null && v.PlannedOpensAt != null).OrderBy(v => v.PlannedOpensAt)
            .Select(v => v.Id).ToListAsync(ct);
        List<RollAnswer> answers = [];
        foreach (string vote in votes)
        {
            answers.AddRange(await OfAsync(vote, member, ct));
        }
        return answers;
    }

    /// <summary>For every unit of the vote whose local the member belongs or belonged to; empty when no local of the member is covered.</summary>
    public async Task<IReadOnlyList<RollAnswer>> OfAsync(string vote, Guid member, CancellationToken ct)
    {
        if (await DraftView.ReadAsync(db, vote, ct) is not { Vote.RecordDate: { } recordDate } view)
        {
            return [];
        }

        Vote v = view.Vote;
        VoteSummary summary = new(v.Id, v.Title, v.Kind, v.Phase, v.Practice, v.OpensAt, v.ClosesAt);
        Dictionary<LocalNumber, Membership> memberships = (await rosters.MembershipsOfAsync(member, recordDate, ct)).GroupBy(m => m.Local).ToDictionary(g => g.Key, g => g.First());
        List<RollAnswer> answers = [];
        foreach ((DraftContest contest, ContestUnit unit) in view.Units)
        {
            LocalNumber local = new(unit.Local);
            if (memberships.TryGetValue(local, out Membership? membership) && contest.Rules is { } rules)
            {
                Entitlement today = Entitlement.Of(membership, new ContestRoll(contest.Contest.Id, rules.Roll, recordDate, new HashSet<LocalNumber> { local }), null);
                answers.Add(new(summary, contest.Contest.Id, local, unit.RollFrozen, unit.RollFrozen ? await FrozenAsync(unit.Uuid, member, today, ct) : today));
            }
        }
        return answers;
    }

    private async Task<Entitlement> FrozenAsync(string uuid, Guid member, Entitlement today, CancellationToken ct)
    {
        RollStatus[] own = await db.Set<RollEntry>().AsNoTracking().Where(e => e.Uuid == uuid && e.MemberId == member).Select(e => e.Status).ToArrayAsync(ct);
        if (own.Contains(RollStatus.Active))
        {
            return today.Entitled is Entitled.Yes ? today : new(Entitled.Yes, EligibilityReason.InGoodStanding);
        }
        if (own.Contains(RollStatus.Provisional))
        {
            return new(Entitled.Provisionally, EligibilityReason.DuesMayStillBeCleared);
        }
        EligibilityReason? kept = await db.Set<RollExclusion>().AsNoTracking().Where(e => e.Uuid == uuid && e.MemberId == member).Select(e => (EligibilityReason?)e.Reason).SingleOrDefaultAsync(ct);
        return new(Entitled.No, kept ?? EligibilityReason.StandingUnknown);
    }
}
