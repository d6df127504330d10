namespace RatifyVote.Domain.Rules;

/// <summary>How one unit's ballots become its direction and how that direction is weighed.</summary>
/// <param name="Tie">Null exactly when the share is "at least": then standing on the fraction is enough.</param>
public sealed record UnitRule(
    RequiredShare Share, BallotBase Base, TieRule? Tie, NoBallotsRule NoBallots, UnitWeight Weight, Allocation Allocation);

/// <summary>The share that Yes needs over all units.</summary>
/// <param name="Tie">Null exactly when the share is "at least".</param>
public sealed record AggregateRule(RequiredShare Share, AggregateBase Base, TieRule? Tie);

/// <summary>At least <paramref name="Required"/> of <paramref name="Of"/> units must be for Yes.</summary>
public sealed record UnitsRequired(int Required, int Of);

/// <summary>A turnout quorum: ballots cast, blanks included, of everybody on the roll.</summary>
/// <param name="Below">Null: below the quorum nothing is carried. Otherwise below it this share decides instead.</param>
public sealed record TurnoutRule(RequiredShare Quorum, AggregateRule? Below);

/// <summary>A further share that Yes needs, for instance 40% of everybody entitled.</summary>
/// <param name="When">With <see cref="AdditionalApplies.OnlyIf"/>, the fact in words ("the vote is ..."); else null.</param>
public sealed record AdditionalShare(RequiredShare Share, BallotBase Base, AdditionalApplies Applies, string? When);

/// <summary>The rules of one contest, as data. <see cref="Outcomes.Outcome"/> applies them; their canonical text is part of what is
/// sealed before a vote, and two rule sets are equal when their canonical texts are.</summary>
public sealed record RuleSet
{
    /// <summary>1 to 100 printable characters.</summary>
    public required string Name { get; init; }

    /// <summary>Where the rules are published, or null.</summary>
    public string? Source { get; init; }

    public required RollRule Roll { get; init; }
    public required BallotKept BallotKept { get; init; }

    /// <summary>Null: all ballots are counted together.</summary>
    public UnitRule? Units { get; init; }

    public AggregateRule? Aggregate { get; init; }
    public UnitsRequired? UnitsRequired { get; init; }
    public TurnoutRule? Turnout { get; init; }
    public AdditionalShare? Additional { get; init; }

    /// <summary>Sub-groups counted separately and shown for review; they decide nothing.</summary>
    public IReadOnlyList<string> Flagged { get; init; } = [];

    public RejectionRule Rejection { get; init; }

    /// <summary>Settings that the source leaves open and that were filled conservatively, in order of <see cref="RuleField"/>.</summary>
    public IReadOnlyList<RuleField> Assumed { get; init; } = [];

    /// <summary>Everything that makes this no usable rule set; empty when it is one.</summary>
    public IReadOnlyList<RuleSetProblem> Problems() => RuleSetCheck.ProblemsOf(this);

    /// <summary>The canonical text: compact JSON, members in a fixed order, absent ones left out.</summary>
    /// <exception cref="ArgumentException">The rule set has problems.</exception>
    public string ToJson() => RuleSetWriter.Write(RequireSound());

    /// <summary>Reads a rule set. Unknown, repeated or ill-typed members, and rules that contradict one another, are
    /// refused with every problem found. Blanks and the order of members do not matter.</summary>
    public static bool TryParse(string json, out RuleSet? rules, out IReadOnlyList<RuleSetProblem> problems) =>
        RuleSetReader.TryRead(json, out rules, out problems);

    /// <exception cref="ArgumentException">The rule set has problems.</exception>
    public RuleSet RequireSound()
    {
        IReadOnlyList<RuleSetProblem> problems = Problems();
        return problems.Count == 0 ? this
            : throw new ArgumentException("No usable rule set: " + string.Join(" ", problems.Select(p => p.InWords())));
    }

    public bool Equals(RuleSet? other) => other is not null && (ReferenceEquals(this, other)
        || RuleSetWriter.Write(this) == RuleSetWriter.Write(other));

    public override int GetHashCode() => RuleSetWriter.Write(this).GetHashCode(StringComparison.Ordinal);
}
