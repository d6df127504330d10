namespace RatifyVote.Domain.Rules;

/// <summary>The words that stand for each choice in a rule set's JSON text.</summary>
internal static class RuleTokens
{
    public static string Of(TieRule value) => value switch
    {
        TieRule.Fails => "fails",
        TieRule.Carries => "carries",
        TieRule.Undetermined => "undetermined",
    };

    public static string Of(NoBallotsRule value) => value switch
    {
        NoBallotsRule.CountsNo => "no",
        NoBallotsRule.CountsNeither => "neither",
        NoBallotsRule.Undetermined => "undetermined",
    };

    public static string Of(BallotBase value) => value switch
    {
        BallotBase.Valid => "valid",
        BallotBase.Cast => "cast",
        BallotBase.Eligible => "eligible",
    };

    public static string Of(AggregateBase value) => value switch
    {
        AggregateBase.AllUnits => "all-units",
        AggregateBase.UnitsWithBallots => "units-with-ballots",
        AggregateBase.Valid => "valid",
        AggregateBase.Cast => "cast",
        AggregateBase.Eligible => "eligible",
    };

    public static string Of(UnitWeight value) => value switch
    {
        UnitWeight.Delegates => "delegates",
        UnitWeight.One => "one",
        UnitWeight.Members => "members",
    };

    public static string Of(Allocation value) => value switch
    {
        Allocation.WinnerTakeAll => "winner-take-all",
        Allocation.Proportional => "proportional",
    };

    public static string Of(BallotKept value) => value switch
    {
        BallotKept.Last => "last",
        BallotKept.First => "first",
    };

    public static string Of(RollRule value) => value switch
    {
        RollRule.GoodStanding => "good-standing",
        RollRule.AffectedGoodStanding => "affected-good-standing",
        RollRule.CurrentMembers => "current-members",
        RollRule.StandingWaived => "standing-waived",
        RollRule.EntitledToVote => "entitled-to-vote",
        RollRule.AllEmployees => "all-employees",
    };

    public static string Of(RejectionRule value) => value switch
    {
        RejectionRule.Final => "final",
        RejectionRule.BoardMaySign => "board-may-sign",
    };

    public static string Of(AdditionalApplies value) => value switch
    {
        AdditionalApplies.Always => "always",
        AdditionalApplies.OnlyIf => "only-if",
    };

    public static string Of(RuleField value) => value switch
    {
        RuleField.Roll => "roll",
        RuleField.BallotKept => "ballot",
        RuleField.UnitShare => "units.share",
        RuleField.UnitBase => "units.base",
        RuleField.UnitTie => "units.tie",
        RuleField.UnitNoBallots => "units.no_ballots",
        RuleField.AggregateShare => "aggregate.share",
        RuleField.AggregateBase => "aggregate.base",
        RuleField.AggregateTie => "aggregate.tie",
        RuleField.TurnoutBelowTie => "turnout.below.tie",
    };
}
