using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Outcomes;

/// <summary>The whole contest: needs, units, roll-up, requirements, verdict. Where something is undetermined, a requirement
/// is still met or missed when it would be so either way.</summary>
internal sealed class OutcomeDecision(RuleSet rules, IReadOnlyList<UnitCounts> table)
{
    private readonly PopularVote popular = new(
        table.Sum(u => u.Yes), table.Sum(u => u.No), SumIfKnown(table, u => u.Blank), SumIfKnown(table, u => u.Eligible));
    private readonly List<OutcomeNeed> needs = [];

    public Outcome Decide()
    {
        AddNeedsOfTable();
        IReadOnlyList<UnitFinding> units = rules.Units is { } rule ? [.. table.Select(u => UnitDecision.Decide(rule, u))] : [];
        RollUp? rollUp = needs.Count == 0 && rules.Units is not null ? SumUp(units) : null;
        IReadOnlyList<TestFinding> tests = needs.Count == 0 ? Tests(units, rollUp) : [];
        Verdict verdict = VerdictOf(tests, units);
        return new Outcome
        {
            Verdict = verdict,
            Rules = rules,
            Units = units,
            RollUp = rollUp,
            Tests = tests,
            Needs = verdict is Verdict.Undetermined ? [.. needs.Distinct()] : [],
            Popular = popular,
            Flags = [.. rules.Flagged.Select(Flag)],
        };
    }

    private void AddNeedsOfTable()
    {
        bool delegates = rules.Units is { Weight: UnitWeight.Delegates };
        bool eligible = rules.Units is { Weight: UnitWeight.Members } or { Base: BallotBase.Eligible }
            || rules.Turnout is not null || rules.Aggregate?.Base is AggregateBase.Eligible
            || rules.Turnout?.Below?.Base is AggregateBase.Eligible || rules.Additional?.Base is BallotBase.Eligible;
        // A quorum counts blanks too, but is often reached without them: TurnoutState asks only when it matters.
        bool blank = rules.Units is { Base: BallotBase.Cast } || rules.Aggregate?.Base is AggregateBase.Cast
            || rules.Turnout?.Below?.Base is AggregateBase.Cast || rules.Additional?.Base is BallotBase.Cast;
        if (delegates && table.Any(u => u.Delegates is null)) needs.Add(new OutcomeNeed(NeedKind.Delegates));
        if (eligible && popular.Eligible is null) needs.Add(new OutcomeNeed(NeedKind.Eligible));
        if (blank && popular.Blank is null) needs.Add(new OutcomeNeed(NeedKind.Blank));
    }

    private RollUp SumUp(IReadOnlyList<UnitFinding> units)
    {
        AggregateRule? aggregate = rules.Aggregate;
        IReadOnlyList<UnitFinding> inBase = aggregate?.Base is AggregateBase.UnitsWithBallots
            ? [.. units.Where(u => u.Counts.Valid > 0)] : units;
        long total = inBase.Sum(u => u.Weight ?? 0);
        long needed = aggregate is not null ? Needed(aggregate, total) : rules.UnitsRequired!.Required;
        return new RollUp(units.Sum(u => u.WeightYes ?? 0), units.Sum(u => u.WeightNo ?? 0),
            inBase.Where(u => u.WeightYes is null).Sum(u => u.Weight ?? 0), total, needed);
    }

    private IReadOnlyList<TestFinding> Tests(IReadOnlyList<UnitFinding> units, RollUp? rollUp)
    {
        List<TestFinding> tests = [];
        TestState quorum = TestState.Met;
        if (rules.Turnout is { } turnout)
        {
            TestFinding found = Turnout(turnout);
            quorum = found.State;
            tests.Add(found);
        }
        if (rules.Aggregate is { } aggregate)
        {
            TestFinding usual = Aggregate(OutcomeTest.AggregateShare, aggregate, rollUp);
            if (rules.Turnout?.Below is { } below)
            {
                TestFinding other = Aggregate(OutcomeTest.AggregateShareBelowQuorum, below, rollUp);
                if (quorum is not TestState.NotMet) tests.Add(usual);
                if (quorum is not TestState.Met) tests.Add(other);
                // Not knowing which share applies matters only if they disagree.
                if (quorum is TestState.Undetermined && usual.State != other.State)
                {
                    tests = [.. tests.Select(t => t.Decides ? t with { State = TestState.Undetermined } : t)];
                    needs.Add(new OutcomeNeed(NeedKind.Blank));
                }
            }
            else
            {
                tests.Add(usual);
            }
        }
        if (rules.UnitsRequired is { } required) tests.Add(Units(required, units));
        if (rules.Additional is { } additional) tests.Add(Additional(additional));
        if (tests.Any(t => t.ExactlyReached && TieOf(t.Test) is TieRule.Undetermined)) needs.Add(new OutcomeNeed(NeedKind.RulingOnTie));
        return tests;
    }

    private TestFinding Turnout(TurnoutRule rule)
    {
        long roll = popular.Eligible ?? 0;
        long cast = popular.Valid + table.Sum(u => u.Blank ?? 0);
        TestState state = rule.Quorum.IsMetBy(cast, roll) ? TestState.Met
            : popular.Blank is null ? TestState.Undetermined : TestState.NotMet;
        bool decides = rule.Below is null;
        if (decides && state is TestState.Undetermined) needs.Add(new OutcomeNeed(NeedKind.Blank));
        return new TestFinding(OutcomeTest.TurnoutQuorum, state, cast, roll, rule.Quorum.FewestOf(roll, tieCarries: false), decides, false);
    }

    private TestFinding Aggregate(OutcomeTest test, AggregateRule rule, RollUp? rollUp)
    {
        (long yes, long unsettled) = rollUp is null ? (popular.Yes, 0) : (rollUp.Yes, rollUp.Unsettled);
        long total = rollUp is null ? PooledBase(rule.Base) : rollUp.Base;
        TestState least = Hold(rule, yes, total);
        TestState most = Hold(rule, yes + unsettled, total);
        return new TestFinding(test, least == most ? least : TestState.Undetermined, yes, total, Needed(rule, total),
            Decides: true, rule.Tie is not null && rule.Share.IsExactlyReachedBy(yes, total));
    }

    private static TestFinding Units(UnitsRequired required, IReadOnlyList<UnitFinding> units)
    {
        int yes = units.Count(u => u.Direction is UnitDirection.Yes);
        int lost = units.Count(u => u.Direction is UnitDirection.No or UnitDirection.Neither);
        TestState state = lost > required.Of - required.Required ? TestState.NotMet
            : units.Count == required.Of && yes >= required.Required ? TestState.Met
            : TestState.Undetermined;
        return new TestFinding(OutcomeTest.UnitsRequired, state, yes, units.Count, required.Required, Decides: true, ExactlyReached: false);
    }

    private TestFinding Additional(AdditionalShare rule)
    {
        long total = rule.Base switch
        {
            BallotBase.Valid => popular.Valid,
            BallotBase.Cast => popular.Cast ?? 0,
            BallotBase.Eligible => popular.Eligible ?? 0,
        };
        TestState state = rule.Share.IsMetBy(popular.Yes, total) ? TestState.Met
            : rule.Applies is AdditionalApplies.Always ? TestState.NotMet : TestState.Undetermined;
        if (state is TestState.Undetermined) needs.Add(new OutcomeNeed(NeedKind.Fact, Fact: rule.When));
        return new TestFinding(OutcomeTest.AdditionalShare, state, popular.Yes, total, rule.Share.FewestOf(total, tieCarries: false),
            Decides: true, ExactlyReached: false);
    }

    private Verdict VerdictOf(IReadOnlyList<TestFinding> tests, IReadOnlyList<UnitFinding> units)
    {
        if (tests.Count == 0) return Verdict.Undetermined;
        IReadOnlyList<TestFinding> deciding = [.. tests.Where(t => t.Decides)];
        if (deciding.Any(t => t.State is TestState.NotMet))
        {
            if (rules.Rejection is RejectionRule.Final) return Verdict.Failed;
            needs.Clear();
            needs.Add(new OutcomeNeed(NeedKind.StrikeVoteAndBoard));
            return Verdict.Undetermined;
        }
        if (deciding.All(t => t.State is TestState.Met)) return Verdict.Carried;
        if (rules.UnitsRequired is { } required && table.Count != required.Of)
        {
            needs.Add(new OutcomeNeed(NeedKind.UnitCount, Count: required.Of));
        }
        foreach (UnitFinding unit in units.Where(u => u.Direction is UnitDirection.Undetermined
            && (u.WeightYes is null || rules.UnitsRequired is not null)))
        {
            needs.Add(new OutcomeNeed(unit.Reason is DirectionReason.Tie ? NeedKind.RulingOnUnitTie : NeedKind.RulingOnUnitWithoutBallots,
                unit.Counts.Unit));
        }
        return Verdict.Undetermined;
    }

    private FlagFinding Flag(string group)
    {
        IReadOnlyList<UnitCounts> members = [.. table.Where(u => u.Group == group)];
        return members.Count == 0 ? new FlagFinding(group, null, null)
            : new FlagFinding(group, members.Sum(u => u.Yes), members.Sum(u => u.No));
    }

    private long PooledBase(AggregateBase counted) => counted switch
    {
        AggregateBase.Valid => popular.Valid,
        AggregateBase.Cast => popular.Cast ?? 0,
        AggregateBase.Eligible => popular.Eligible ?? 0,
        AggregateBase.AllUnits or AggregateBase.UnitsWithBallots =>
            throw new InvalidOperationException("Ballots counted together have no units to weigh."),
    };

    private TieRule? TieOf(OutcomeTest test) => test switch
    {
        OutcomeTest.AggregateShare => rules.Aggregate?.Tie,
        OutcomeTest.AggregateShareBelowQuorum => rules.Turnout?.Below?.Tie,
        OutcomeTest.UnitsRequired or OutcomeTest.TurnoutQuorum or OutcomeTest.AdditionalShare => null,
    };

    private static long Needed(AggregateRule rule, long total) => rule.Share.FewestOf(total, rule.Tie is TieRule.Carries);

    private static TestState Hold(AggregateRule rule, long yes, long total)
    {
        if (rule.Tie is { } tie && rule.Share.IsExactlyReachedBy(yes, total))
        {
            return tie switch
            {
                TieRule.Fails => TestState.NotMet,
                TieRule.Carries => TestState.Met,
                TieRule.Undetermined => TestState.Undetermined,
            };
        }
        return rule.Share.IsMetBy(yes, total) ? TestState.Met : TestState.NotMet;
    }

    private static long? SumIfKnown(IReadOnlyList<UnitCounts> table, Func<UnitCounts, long?> count) =>
        table.All(u => count(u) is not null) ? table.Sum(u => count(u) ?? 0) : null;
}
