using System.Globalization;
using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Outcomes;

/// <summary>The English words of an outcome: the same for the same outcome everywhere, since they are part of the certified
/// result. Screens in other languages start from the numbers and reasons instead.</summary>
public static class OutcomeWords
{
    /// <summary>"carried", "failed" or "undetermined".</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Carried => "carried",
        Verdict.Failed => "failed",
        Verdict.Undetermined => "undetermined",
    };

    /// <summary>"carried", "failed", or "undetermined (needs delegates)".</summary>
    public static string VerdictOf(Outcome outcome) => outcome.Verdict is Verdict.Undetermined
        ? $"{Of(outcome.Verdict)} (needs {string.Join(", ", outcome.Needs.Select(n => Of(n, outcome.Rules)))})"
        : Of(outcome.Verdict);

    /// <summary>Every reason as a sentence: units in the order of the table, then what the whole contest had to meet.</summary>
    public static IReadOnlyList<string> ReasonsOf(Outcome outcome) =>
    [
        .. outcome.Units.Select(unit => Of(unit, outcome.Rules.Units!)),
        .. outcome.Tests.Select(test => Of(test, outcome)),
        .. outcome.Needs.Select(need => "Needed: " + Of(need, outcome.Rules)),
    ];

    /// <summary>"Local 80: 1,048 Yes of 2,350 valid ballots, more than half needed: No, 33 delegates".</summary>
    public static string Of(UnitFinding unit, UnitRule rule)
    {
        string count = unit.Base is { } counted ? $"{Number(unit.Counts.Yes)} Yes of {Counted(counted, rule.Base)}" : $"{Number(unit.Counts.Yes)} Yes";
        string how = unit.Reason switch
        {
            DirectionReason.CountUnknown => $"{count}, {rule.Share.InWords()} of {BaseInWords(rule.Base)} needed, which are not known",
            DirectionReason.ShareMet or DirectionReason.ShareNotMet => $"{count}, {rule.Share.InWords()} needed",
            DirectionReason.Tie => $"{count}, {rule.Share.InWords()} needed, a tie {RuleWords.Of(rule.Tie!.Value)}",
            DirectionReason.NobodyChose => RuleWords.Of(rule.NoBallots),
        };
        return $"{unit.Counts.Unit.Label}: {how}: {Of(unit.Direction)}{WeightInWords(unit, rule)}";
    }

    public static string Of(UnitDirection direction) => direction switch
    {
        UnitDirection.Yes => "Yes",
        UnitDirection.No => "No",
        UnitDirection.Neither => "neither",
        UnitDirection.Undetermined => "undetermined",
    };

    public static string Of(TestFinding test, Outcome outcome)
    {
        RuleSet rules = outcome.Rules;
        string figures = test.Test switch
        {
            OutcomeTest.AggregateShare => Aggregate(test, rules.Aggregate!, outcome),
            OutcomeTest.AggregateShareBelowQuorum => "Below the quorum: " + Aggregate(test, rules.Turnout!.Below!, outcome),
            OutcomeTest.UnitsRequired => $"Units: {Number(test.Yes)} of {Number(test.Base)} in the table are for Yes, {Number(test.Needed)} of {Number(rules.UnitsRequired!.Of)} needed",
            OutcomeTest.TurnoutQuorum =>
                $"Turnout: {Number(test.Yes)} ballots cast of {Number(test.Base)} eligible members, {Number(test.Needed)} needed for a quorum ({rules.Turnout!.Quorum.InWords()})",
            OutcomeTest.AdditionalShare => Additional(test, rules.Additional!),
        };
        string tie = test.ExactlyReached && TieOf(test, rules) is { } rule ? $", a tie {RuleWords.Of(rule)}" : "";
        return $"{figures}{tie}: {Of(test.State)}";
    }

    public static string Of(TestState state) => state switch
    {
        TestState.Met => "met",
        TestState.NotMet => "not met",
        TestState.Undetermined => "undetermined",
    };

    /// <summary>"Popular vote: 15,488 Yes, 15,741 No, 97 blank; Yes is 49.6% of valid ballots", and whether it decides.</summary>
    public static string Of(PopularVote popular, bool decides)
    {
        string blank = popular.Blank is { } blanks ? $", {Number(blanks)} blank" : "";
        return $"Popular vote: {Number(popular.Yes)} Yes, {Number(popular.No)} No{blank}; Yes is "
            + new Percentage(popular.Yes, popular.Valid, PercentageBase.ValidBallots) + (decides ? "." : ". It decides nothing.");
    }

    public static string Of(FlagFinding flag) => flag is { Yes: { } yes, No: { } no }
        ? $"Flagged for review, deciding nothing: {flag.Group}, {Number(yes)} Yes, {Number(no)} No."
        : $"Flagged for review, deciding nothing: {flag.Group}, which the table does not tell apart.";

    /// <summary>The need as it stands after "needs".</summary>
    public static string Of(OutcomeNeed need, RuleSet rules) => need.Kind switch
    {
        NeedKind.Delegates => "delegates",
        NeedKind.Eligible => "eligible",
        NeedKind.Blank => "blank",
        NeedKind.UnitCount => $"the counts of exactly {Number(need.Count)} units",
        NeedKind.Fact => $"to know whether {need.Fact}",
        NeedKind.StrikeVoteAndBoard => "the strike vote's count and the board's decision",
        NeedKind.RulingOnUnitTie => $"a ruling on the tie in {need.Unit!.Value.Label}",
        NeedKind.RulingOnUnitWithoutBallots => $"a ruling on {need.Unit!.Value.Label}, which has no valid ballots",
        NeedKind.RulingOnTie => rules.Units is { Weight: UnitWeight.Delegates } ? "a ruling on the tie of delegates" : "a ruling on the tie",
    };

    /// <summary>A count with its thousands separated by commas, in every culture.</summary>
    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Aggregate(TestFinding test, AggregateRule rule, Outcome outcome)
    {
        string needed = $"{Number(test.Needed)} needed ({rule.Share.InWords()})";
        if (outcome.RollUp is not { } rollUp)
        {
            return $"{Number(test.Yes)} Yes of {Number(test.Base)} {BaseInWords(rule.Base)}, {needed}";
        }
        string unsettled = rollUp.Unsettled > 0 ? $", {Number(rollUp.Unsettled)} undetermined" : "";
        return $"{WeightName(outcome.Rules.Units!.Weight)}: {Number(rollUp.Yes)} Yes, {Number(rollUp.No)} No{unsettled} of {Number(test.Base)}, {needed}";
    }

    private static string Additional(TestFinding test, AdditionalShare rule)
    {
        string when = rule.When is null ? "" : $" if {rule.When}";
        return $"{Number(test.Yes)} Yes of {Counted(test.Base, rule.Base)}, {Number(test.Needed)} needed{when} ({rule.Share.InWords()})";
    }

    private static TieRule? TieOf(TestFinding test, RuleSet rules) => test.Test switch
    {
        OutcomeTest.AggregateShare => rules.Aggregate!.Tie,
        OutcomeTest.AggregateShareBelowQuorum => rules.Turnout!.Below!.Tie,
        OutcomeTest.UnitsRequired or OutcomeTest.TurnoutQuorum or OutcomeTest.AdditionalShare => null,
    };

    private static string WeightInWords(UnitFinding unit, UnitRule rule)
    {
        if (unit.Weight is not { } weight) return "";
        string name = rule.Weight switch
        {
            UnitWeight.Delegates => weight == 1 ? "delegate" : "delegates",
            UnitWeight.One => "vote",
            UnitWeight.Members => weight == 1 ? "member" : "members",
        };
        return rule.Allocation is Allocation.Proportional && unit is { WeightYes: { } yes, WeightNo: { } no }
            ? $", {Number(yes)} of {Number(weight)} {name} for Yes, {Number(no)} for No"
            : $", {Number(weight)} {name}";
    }

    private static string WeightName(UnitWeight weight) => weight switch
    {
        UnitWeight.Delegates => "Delegates",
        UnitWeight.One => "Units",
        UnitWeight.Members => "Members of units",
    };

    private static string Counted(long counted, BallotBase of) => $"{Number(counted)} {BaseInWords(of)}";

    private static string BaseInWords(BallotBase of) => of switch
    {
        BallotBase.Valid => "valid ballots",
        BallotBase.Cast => "ballots cast",
        BallotBase.Eligible => "eligible members",
    };

    private static string BaseInWords(AggregateBase of) => of switch
    {
        AggregateBase.Valid => BaseInWords(BallotBase.Valid),
        AggregateBase.Cast => BaseInWords(BallotBase.Cast),
        AggregateBase.Eligible => BaseInWords(BallotBase.Eligible),
        AggregateBase.AllUnits => "all units",
        AggregateBase.UnitsWithBallots => "units with ballots",
    };
}
