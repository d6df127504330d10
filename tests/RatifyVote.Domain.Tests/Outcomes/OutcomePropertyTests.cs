using FsCheck;
using FsCheck.Fluent;
using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Rules;
using Outcome = RatifyVote.Domain.Outcomes.Outcome;

namespace RatifyVote.Domain.Tests.Outcomes;

public class OutcomePropertyTests
{
    private static readonly Gen<RuleSet> AnyRules = Gen.OneOf(Gen.Elements(RulePresets.All.AsEnumerable()), Variants());

    private static Gen<RuleSet> Variants() =>
        from tie in Gen.Elements(Enum.GetValues<TieRule>())
        from none in Gen.Elements(Enum.GetValues<NoBallotsRule>())
        from counted in Gen.Elements(Enum.GetValues<BallotBase>())
        from weight in Gen.Elements(Enum.GetValues<UnitWeight>())
        from allocation in Gen.Elements(Enum.GetValues<Allocation>())
        from over in Gen.Elements(AggregateBase.AllUnits, AggregateBase.UnitsWithBallots)
        select RulePresets.Find("iatse_ratification")! with
        {
            Units = new UnitRule(RequiredShare.MoreThan(1, 2), counted, tie, none, weight, allocation),
            Aggregate = new AggregateRule(RequiredShare.MoreThan(1, 2), over, tie),
        };

    private static Gen<UnitCounts> Unit(int number) =>
        from yes in Gen.Choose(0, 6)
        from no in Gen.Choose(0, 6)
        from blank in Gen.Choose(0, 2)
        from absent in Gen.Choose(0, 8)
        from delegates in Gen.Choose(0, 4)
        select Data.Local(number, yes, no, blank, delegates, yes + no + blank + absent);

    private static readonly Arbitrary<(RuleSet Rules, UnitCounts[] Table)> Contests = (
        from rules in AnyRules
        from size in Gen.Choose(1, 5)
        from table in Gen.CollectToArray(Enumerable.Range(1, size).Select(Unit))
        select (rules, table)).ToArbitrary();

    private static void Holds(Func<RuleSet, UnitCounts[], bool> law) =>
        Prop.ForAll(Contests, c => law(c.Rules, c.Table)).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void The_order_of_units_does_not_matter() => Holds((rules, table) =>
        Outcome.Decide(rules, table).Verdict == Outcome.Decide(rules, [.. table.Reverse()]).Verdict);

    [Fact]
    public void An_outcome_is_undetermined_exactly_when_it_names_a_need() => Holds((rules, table) =>
        Outcome.Decide(rules, table) is var o && (o.Verdict is Verdict.Undetermined) == (o.Needs.Count > 0));

    [Fact]
    public void Every_units_weight_is_split_without_loss() => Holds((rules, table) =>
        Outcome.Decide(rules, table).Units.All(u => u.WeightYes is null || u.WeightYes + u.WeightNo == (u.Direction is UnitDirection.Neither ? 0 : u.Weight)));

    [Fact]
    public void Turning_a_No_into_a_Yes_never_turns_an_outcome_against_Yes() => Holds((rules, table) =>
    {
        int index = Array.FindIndex(table, u => u.No > 0);
        if (index < 0) return true;
        UnitCounts[] turned = [.. table];
        turned[index] = table[index] with { Yes = table[index].Yes + 1, No = table[index].No - 1 };
        return Rank(Outcome.Decide(rules, turned)) >= Rank(Outcome.Decide(rules, table));
    });

    [Fact]
    public void A_majority_of_Yes_everywhere_is_never_a_tie_and_unanimity_with_full_turnout_always_carries() => Holds((rules, table) =>
    {
        UnitCounts[] unanimous = [.. table.Select(u => u with { Yes = u.Eligible!.Value + 1, No = 0, Blank = 0, Eligible = u.Eligible + 1, Delegates = u.Delegates + 1 })];
        return Outcome.Decide(rules, unanimous).Verdict is Verdict.Carried
            || (rules.UnitsRequired is not null && unanimous.Length != rules.UnitsRequired.Of);
    });

    [Fact]
    public void Forgetting_a_column_never_turns_one_verdict_into_the_other() => Holds((rules, table) =>
    {
        Verdict known = Outcome.Decide(rules, table).Verdict;
        UnitCounts[][] lacking =
        [
            [.. table.Select(u => u with { Eligible = null })],
            [.. table.Select(u => u with { Delegates = null })],
            [.. table.Select(u => u with { Blank = null })],
        ];
        return lacking.All(t => Outcome.Decide(rules, t).Verdict is var v && (v == known || v is Verdict.Undetermined));
    });

    private static int Rank(Outcome outcome) => outcome.Verdict switch
    {
        Verdict.Failed => 0,
        Verdict.Undetermined => 1,
        Verdict.Carried => 2,
    };
}
