using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Rules;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Drafting;

/// <summary>Sets a contest's rules by a preset's name or by JSON. Confirmations of other rules do not carry over.</summary>
internal sealed class ChooseRules(RatifyVoteDb db, DraftEdit edit)
{
    /// <param name="presetOrJson">A preset's name, or a rule set's JSON text (then every problem of it is in <paramref name="problems"/>).</param>
    public async Task<DraftOutcome> RunAsync(string vote, int revision, string contest, string presetOrJson, List<RuleSetProblem> problems, Actor actor, CancellationToken ct)
    {
        (Vote? draft, DraftRefusal refusal) = await edit.BeginAsync(vote, revision, ct);
        if (draft is null)
        {
            return DraftOutcome.Because(refusal);
        }
        if (await db.Set<Contest>().SingleOrDefaultAsync(c => c.VoteId == vote && c.Id == contest, ct) is not { } found)
        {
            return DraftOutcome.Because(DraftRefusal.NoSuchContest);
        }

        RuleSet? rules = RulePresets.Find(presetOrJson.Trim());
        if (rules is null && !presetOrJson.TrimStart().StartsWith('{'))
        {
            return DraftOutcome.Because(DraftRefusal.NoSuchPreset);
        }
        if (rules is null && !RuleSet.TryParse(presetOrJson, out rules, out IReadOnlyList<RuleSetProblem> found2))
        {
            problems.AddRange(found2);
            return DraftOutcome.Because(DraftRefusal.RulesUnreadable);
        }

        found.Rules = rules!.ToJson();
        db.RemoveRange(await db.Set<AssumptionConfirmation>().Where(c => c.VoteId == vote && c.ContestId == contest).ToListAsync(ct));
        return await edit.CommitAsync(draft, DraftPart.Rules, $"{contest}: {rules.Name}", actor, ct);
    }
}
