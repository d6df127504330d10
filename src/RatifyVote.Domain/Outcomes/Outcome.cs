using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Outcomes;

/// <summary>What a contest came to. Without quorum it has failed; the tests say why.</summary>
public enum Verdict { Undetermined, Carried, Failed }

/// <summary>Which way a unit goes into the roll-up.</summary>
public enum UnitDirection { Undetermined, Yes, No, Neither }

/// <summary>Why a unit has its direction.</summary>
public enum DirectionReason { CountUnknown, ShareMet, ShareNotMet, Tie, NobodyChose }

/// <summary>One unit's way from ballots to direction and weight.</summary>
/// <param name="Base">What Yes was compared with; null when the table lacks it.</param>
/// <param name="Weight">What the unit weighs; null when the table lacks it.</param>
/// <param name="WeightYes">The part of its weight for Yes; null when it or the direction is not known.</param>
/// <param name="WeightNo">The part of its weight for No; null likewise.</param>
public sealed record UnitFinding(
    UnitCounts Counts, UnitDirection Direction, DirectionReason Reason, long? Base, long? Weight, long? WeightYes, long? WeightNo);

/// <summary>A requirement that the contest as a whole must meet.</summary>
public enum OutcomeTest { AggregateShare, AggregateShareBelowQuorum, UnitsRequired, TurnoutQuorum, AdditionalShare }

/// <summary>Whether a requirement is met.</summary>
public enum TestState { Undetermined, Met, NotMet }

/// <summary>One requirement with its figures. For the quorum, <paramref name="Yes"/> is the ballots cast.</summary>
/// <param name="Yes">What is held against the base.</param>
/// <param name="Needed">The fewest that are enough.</param>
/// <param name="Decides">False for a quorum that only chooses between two shares.</param>
/// <param name="ExactlyReached">Yes stands exactly on a share that must be exceeded: a tie.</param>
public sealed record TestFinding(
    OutcomeTest Test, TestState State, long Yes, long Base, long Needed, bool Decides, bool ExactlyReached);

/// <summary>The roll-up of units by weight.</summary>
/// <param name="Unsettled">Weight of units whose direction is undetermined.</param>
/// <param name="Base">What Yes is compared with.</param>
/// <param name="Needed">The fewest Yes that carry.</param>
public sealed record RollUp(long Yes, long No, long Unsettled, long Base, long Needed);

/// <summary>All ballots together. <paramref name="Blank"/> and <paramref name="Eligible"/> are null when a unit lacks them.</summary>
public sealed record PopularVote(long Yes, long No, long? Blank, long? Eligible)
{
    public long Valid => Yes + No;
    public long? Cast => Valid + Blank;
}

/// <summary>Something that was not told and without which there is no outcome.</summary>
public enum NeedKind { Delegates, Eligible, Blank, UnitCount, Fact, StrikeVoteAndBoard, RulingOnUnitTie, RulingOnUnitWithoutBallots, RulingOnTie }

/// <summary>A need with what it concerns.</summary>
/// <param name="Unit">The unit of a ruling; else null.</param>
/// <param name="Fact">The fact in words; else null.</param>
/// <param name="Count">How many units; else 0.</param>
public sealed record OutcomeNeed(NeedKind Kind, UnitKey? Unit = null, string? Fact = null, int Count = 0);

/// <summary>A sub-group counted separately: shown for review, deciding nothing. Null counts: the table does not tell it apart.</summary>
public sealed record FlagFinding(string Group, long? Yes, long? No);

/// <summary>The outcome of one contest with everything that led to it, in numbers and reasons; <see cref="OutcomeWords"/>
/// gives the English words.</summary>
public sealed record Outcome
{
    internal Outcome()
    {
    }

    public required Verdict Verdict { get; init; }
    public required RuleSet Rules { get; init; }

    /// <summary>One per unit in the order of the table; empty when all ballots are counted together.</summary>
    public required IReadOnlyList<UnitFinding> Units { get; init; }

    /// <summary>Null when all ballots are counted together, or when weights are not known.</summary>
    public required RollUp? RollUp { get; init; }

    public required IReadOnlyList<TestFinding> Tests { get; init; }

    /// <summary>What is missing; not empty exactly when the verdict is undetermined.</summary>
    public required IReadOnlyList<OutcomeNeed> Needs { get; init; }

    /// <summary>Always shown; it decides only where ballots are counted together.</summary>
    public required PopularVote Popular { get; init; }

    public required IReadOnlyList<FlagFinding> Flags { get; init; }

    /// <summary>Failed, among other things, for want of turnout.</summary>
    public bool LacksQuorum => Tests.Any(t => t is { Test: OutcomeTest.TurnoutQuorum, Decides: true, State: TestState.NotMet });

    public int UnitsYes => Units.Count(u => u.Direction is UnitDirection.Yes);
    public int UnitsNo => Units.Count(u => u.Direction is UnitDirection.No);

    /// <summary>Applies the rules to the counts. A pure function of both.</summary>
    /// <exception cref="ArgumentException">The rules or the counts have problems (ask them first).</exception>
    public static Outcome Decide(RuleSet rules, IReadOnlyList<UnitCounts> units)
    {
        rules.RequireSound();
        CountsTable.RequireSound(units);
        return new OutcomeDecision(rules, units).Decide();
    }
}
