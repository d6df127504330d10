namespace RatifyVote.Domain.Rules;

/// <summary>Why a text or a combination of settings is no usable rule set.</summary>
public enum RuleSetFault
{
    NotJson,
    MemberMissing,
    MemberUnknown,
    MemberOfWrongType,
    ValueUnknown,
    TextNotPlain,
    ShareImpossible,
    TieMissing,
    TieWithoutMeaning,
    NothingDecides,
    WeightWithoutMeaning,
    UnitsRequiredWithoutUnits,
    UnitsRequiredImpossible,
    AggregateBaseNeedsUnits,
    AggregateBaseNeedsPooledBallots,
    BelowQuorumWithoutAggregate,
    ConditionMissing,
    ConditionWithoutMeaning,
    ListRepeats,
    ListOutOfOrder,
    AssumedFieldAbsent,
}

/// <summary>One problem and where it is, as a path of member names ("units.share").</summary>
public sealed record RuleSetProblem(RuleSetFault Fault, string Where)
{
    public string InWords() => Where + ": " + Fault switch
    {
        RuleSetFault.NotJson => "this is not one JSON object with each member named once.",
        RuleSetFault.MemberMissing => "this is required and missing.",
        RuleSetFault.MemberUnknown => "there is no such setting.",
        RuleSetFault.MemberOfWrongType => "this is of the wrong type.",
        RuleSetFault.ValueUnknown => "this is not one of the values it can have.",
        RuleSetFault.TextNotPlain => "this must be 1 to 300 printable characters (a name: 100) without quotation marks, backslashes or double blanks.",
        RuleSetFault.ShareImpossible => "this must be a fraction in lowest terms, above 0 and at most 1 (below 1 if it must be exceeded), with a denominator of at most 10,000.",
        RuleSetFault.TieMissing => "a share that must be exceeded needs a rule for a tie.",
        RuleSetFault.TieWithoutMeaning => "a share that must only be reached has no tie.",
        RuleSetFault.NothingDecides => "neither a share nor a number of units is required, so nothing would decide.",
        RuleSetFault.WeightWithoutMeaning => "where only a number of units decides, each unit weighs one and gives it whole.",
        RuleSetFault.UnitsRequiredWithoutUnits => "a number of units is required, but ballots are not counted by units.",
        RuleSetFault.UnitsRequiredImpossible => "this must ask for at least 1 and at most all of at most 100,000 units.",
        RuleSetFault.AggregateBaseNeedsUnits => "this base weighs units, but ballots are not counted by units.",
        RuleSetFault.AggregateBaseNeedsPooledBallots => "this base counts ballots or people, but ballots are counted by units.",
        RuleSetFault.BelowQuorumWithoutAggregate => "there is no share that this one could replace.",
        RuleSetFault.ConditionMissing => "the condition must be stated in words.",
        RuleSetFault.ConditionWithoutMeaning => "what applies always has no condition.",
        RuleSetFault.ListRepeats => "an entry is repeated.",
        RuleSetFault.ListOutOfOrder => "the entries are not in order.",
        RuleSetFault.AssumedFieldAbsent => "a setting is called assumed that these rules do not have.",
    };
}
