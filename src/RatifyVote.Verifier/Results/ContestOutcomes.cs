using RatifyVote.Domain;
using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Rules;
using RatifyVote.Protocol.Records;
using Verdict = RatifyVote.Protocol.Records.Verdict;

namespace RatifyVote.Verifier.Results;

/// <summary>The outcome of a contest in the form of result.json. Whoever writes result.json and whoever checks it ask here.</summary>
public static class ContestOutcomes
{
    /// <summary>Applies the sealed rules to the units' sheets, which are in the order of the terms. Null when the rules cannot be
    /// read or the counts are impossible.</summary>
    public static ContestOutcome? Decide(TermsContest contest, IReadOnlyList<UnitSheet> sheets)
    {
        if (!RuleSet.TryParse(contest.Rules, out RuleSet? rules, out _) || sheets.Count != contest.Units.Length) return null;
        List<UnitCounts> counts = [];
        for (int i = 0; i < sheets.Count; i++)
        {
            if (!UnitKey.TryParse(contest.Units[i].Unit, out UnitKey key)) return null;
            counts.Add(new UnitCounts
            {
                Unit = key,
                Name = contest.Units[i].Name,
                Eligible = sheets[i].Eligible,
                Delegates = contest.Units[i].Delegates,
                Yes = sheets[i].Yes,
                No = sheets[i].No,
                Blank = sheets[i].Blank,
            });
        }

        if (CountsTable.ProblemsOf(counts).Count > 0) return null;
        Outcome outcome = Outcome.Decide(rules!, counts);
        return new ContestOutcome(
            contest.Id, VerdictOf(outcome), outcome.UnitsYes, outcome.UnitsNo,
            outcome.RollUp?.Yes ?? 0, outcome.RollUp?.No ?? 0, outcome.RollUp?.Needed ?? 0,
            outcome.Popular.Yes, outcome.Popular.No, [.. OutcomeWords.ReasonsOf(outcome)], [.. RuleWords.AssumedIn(rules!)]);
    }

    private static Verdict VerdictOf(Outcome outcome) => outcome.Verdict switch
    {
        Domain.Outcomes.Verdict.Undetermined => Verdict.Undetermined,
        Domain.Outcomes.Verdict.Carried => Verdict.Carried,
        Domain.Outcomes.Verdict.Failed => Verdict.Failed,
    };
}
