using RatifyVote.Domain;
using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Rules;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Verifier;
using RatifyVote.Verifier.Published;
using RatifyVote.Verifier.Reports;

namespace RatifyVote.Rehearsal.Reports;

/// <summary>The published result beside the table it had to come to, after every check of the verifier.</summary>
internal static class ResultComparison
{
    /// <summary>True when the publication verifies and says exactly what the table says.</summary>
    public static bool Report(string published, RuleSet rules, IReadOnlyList<UnitCounts> table, TextWriter @out)
    {
        using PublishedVote vote = PublishedVote.Open(published);
        VerificationReport report = VoteVerification.Run(vote, VoteStage.Published);
        if (vote.Read("result.json") is not { } record || !ResultRecord.TryParse(record, out ResultRecord? result, out RecordFault _))
        {
            @out.WriteLine("result.json cannot be read.");
            return false;
        }

        Outcome wanted = Outcome.Decide(rules, table);
        bool units = Units(result, table, wanted, @out);
        bool outcome = OutcomeAgrees(result.Outcomes[0], wanted, @out);
        foreach (CheckResult bad in report.Results.Where(check => check.Finding is not Finding.Passed))
        {
            @out.WriteLine($"{bad.Check.Id} {bad.Subject} {bad.Finding}: {bad.Words}");
        }

        @out.WriteLine(report.LastLine);
        return units && outcome && report.Verified;
    }

    private static bool Units(ResultRecord result, IReadOnlyList<UnitCounts> table, Outcome wanted, TextWriter @out)
    {
        bool agree = result.Units.Length == table.Count;
        @out.WriteLine();
        @out.WriteLine($"{"Unit",-12} {"eligible",8} {"received",8} {"replaced",8} {"blank",7} {"yes",8} {"no",8}  direction  as in the table");
        foreach (UnitCounts counts in table)
        {
            ResultUnit? unit = result.Units.FirstOrDefault(one => one.Unit == counts.Unit.Value);
            bool same = unit is not null && unit.Sheet.Yes == counts.Yes && unit.Sheet.No == counts.No && unit.Sheet.Blank == (counts.Blank ?? 0)
                && (counts.Eligible is null || unit.Sheet.Eligible == counts.Eligible);
            string direction = wanted.Units.FirstOrDefault(one => one.Counts.Unit == counts.Unit) is { } finding ? OutcomeWords.Of(finding.Direction) : "";
            @out.WriteLine(unit is null ? $"{counts.Unit.Label,-12} is missing"
                : $"{counts.Unit.Label,-12} {unit.Sheet.Eligible,8:N0} {unit.Sheet.Received,8:N0} {unit.Sheet.Superseded,8:N0} {unit.Sheet.Blank,7:N0} {unit.Sheet.Yes,8:N0} {unit.Sheet.No,8:N0}  {direction,-9}  {(same ? "yes" : $"NO: {counts.Yes:N0}-{counts.No:N0}, {counts.Blank ?? 0:N0} blank of {counts.Eligible:N0}")}");
            agree &= same;
        }

        return agree;
    }

    private static bool OutcomeAgrees(ContestOutcome found, Outcome wanted, TextWriter @out)
    {
        bool same = found.Verdict.ToString() == wanted.Verdict.ToString() && found.PopularYes == wanted.Popular.Yes && found.PopularNo == wanted.Popular.No
            && (wanted.RollUp is not { } sums || (found.WeightYes == sums.Yes && found.WeightNo == sums.No && found.WeightNeeded == sums.Needed));
        string rollUp = wanted.RollUp is { } roll ? $"{found.WeightYes:N0}-{found.WeightNo:N0} ({roll.Needed:N0} needed), " : "";
        @out.WriteLine($"{OutcomeWords.Of(wanted.Verdict)}: {rollUp}{OutcomeWords.Of(wanted.Popular, decides: wanted.Units.Count == 0)}{(same ? "" : " THE TABLE SAYS OTHERWISE.")}");
        return same;
    }
}
