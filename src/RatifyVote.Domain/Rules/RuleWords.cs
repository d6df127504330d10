namespace RatifyVote.Domain.Rules;

/// <summary>The English words of a rule set.</summary>
public static class RuleWords
{
    /// <summary>How a tie ends, as it stands after "a tie".</summary>
    public static string Of(TieRule tie) => tie switch
    {
        TieRule.Fails => "fails",
        TieRule.Carries => "carries",
        TieRule.Undetermined => "is left to a ruling",
    };

    public static string Of(NoBallotsRule rule) => rule switch
    {
        NoBallotsRule.CountsNo => "a unit without valid ballots counts No",
        NoBallotsRule.CountsNeither => "a unit without valid ballots counts for neither side",
        NoBallotsRule.Undetermined => "a unit without valid ballots is left to a ruling",
    };

    public static string Of(RollRule roll) => roll switch
    {
        RollRule.GoodStanding => "members in good standing of a covered local are on the roll",
        RollRule.AffectedGoodStanding => "affected members in good standing are on the roll",
        RollRule.CurrentMembers => "current members are on the roll",
        RollRule.StandingWaived => "members are on the roll, the good-standing test being waived",
        RollRule.EntitledToVote => "members entitled to vote are on the roll",
        RollRule.AllEmployees => "all employees of the unit, members or not, are on the roll",
    };

    public static string Of(BallotKept kept) => kept switch
    {
        BallotKept.Last => "the last ballot of a member counts",
        BallotKept.First => "the first ballot of a member counts",
    };

    /// <summary>Each assumed setting with the value it was given, in words: printed with the outcome and confirmed before sealing.</summary>
    public static IReadOnlyList<string> AssumedIn(RuleSet rules) => [.. rules.Assumed.Select(field => Of(field, rules))];

    /// <summary>Every setting as a sentence, in a fixed order.</summary>
    public static IReadOnlyList<string> Describe(RuleSet rules)
    {
        List<string> lines = [Of(rules.Roll), Of(rules.BallotKept)];
        if (rules.Units is { } units)
        {
            lines.Add($"a unit is for Yes with {units.Share.InWords()} of its {Of(units.Base)}");
            if (units.Tie is { } tie) lines.Add($"a tie in a unit {Of(tie)}");
            lines.Add(Of(units.NoBallots));
            lines.Add($"{Of(units.Weight)}, {Of(units.Allocation)}");
        }
        else
        {
            lines.Add("all ballots are counted together");
        }
        if (rules.Aggregate is { } aggregate)
        {
            lines.Add($"carried with {aggregate.Share.InWords()} of {Of(aggregate.Base)}");
            if (aggregate.Tie is { } tie) lines.Add($"a tie over all {Of(tie)}");
        }
        if (rules.UnitsRequired is { } required) lines.Add($"at least {required.Required} of {required.Of} units must be for Yes");
        if (rules.Turnout is { } turnout)
        {
            lines.Add($"turnout must be {turnout.Quorum.InWords()} of eligible members"
                + (turnout.Below is { } below ? $"; below it {below.Share.InWords()} of {Of(below.Base)} carries" : "; below it nothing is carried"));
        }
        if (rules.Additional is { } additional)
        {
            lines.Add($"Yes must also be {additional.Share.InWords()} of {Of(additional.Base)}"
                + (additional.When is null ? "" : $" if {additional.When}"));
        }
        lines.AddRange(rules.Flagged.Select(group => $"{group} is counted separately for review and decides nothing"));
        if (rules.Rejection is RejectionRule.BoardMaySign) lines.Add("the board may sign what was rejected unless members also voted to strike");
        return lines;
    }

    private static string Of(RuleField field, RuleSet rules) => field switch
    {
        RuleField.Roll => Of(rules.Roll),
        RuleField.BallotKept => Of(rules.BallotKept),
        RuleField.UnitShare => $"a unit is for Yes with {rules.Units!.Share.InWords()}",
        RuleField.UnitBase => $"in a unit, {rules.Units!.Share.InWords()} is of {Of(rules.Units.Base)}",
        RuleField.UnitTie => $"a tie in a unit {Of(rules.Units!.Tie!.Value)}",
        RuleField.UnitNoBallots => Of(rules.Units!.NoBallots),
        RuleField.AggregateShare => $"over all, {rules.Aggregate!.Share.InWords()} is needed",
        RuleField.AggregateBase => $"over all, {rules.Aggregate!.Share.InWords()} is of {Of(rules.Aggregate.Base)}",
        RuleField.AggregateTie => $"a tie over all {Of(rules.Aggregate!.Tie!.Value)}",
        RuleField.TurnoutBelowTie => $"below the quorum, standing exactly on the share {Of(rules.Turnout!.Below!.Tie!.Value)}",
    };

    private static string Of(BallotBase counted) => counted switch
    {
        BallotBase.Valid => "valid ballots (blanks are left out)",
        BallotBase.Cast => "ballots cast (blanks included)",
        BallotBase.Eligible => "eligible members",
    };

    private static string Of(AggregateBase counted) => counted switch
    {
        AggregateBase.AllUnits => "the votes of all units",
        AggregateBase.UnitsWithBallots => "the votes of units that have valid ballots",
        AggregateBase.Valid => Of(BallotBase.Valid),
        AggregateBase.Cast => Of(BallotBase.Cast),
        AggregateBase.Eligible => Of(BallotBase.Eligible),
    };

    private static string Of(UnitWeight weight) => weight switch
    {
        UnitWeight.Delegates => "a unit weighs its delegate entitlement",
        UnitWeight.One => "a unit weighs one",
        UnitWeight.Members => "a unit weighs its eligible members",
    };

    private static string Of(Allocation allocation) => allocation switch
    {
        Allocation.WinnerTakeAll => "winner takes all",
        Allocation.Proportional => "split by its ballots to the nearest whole vote",
    };
}
