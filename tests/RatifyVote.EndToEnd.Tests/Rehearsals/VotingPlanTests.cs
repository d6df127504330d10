using RatifyVote.Domain;
using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Rosters;
using RatifyVote.Domain.Rules;
using RatifyVote.Domain.Tables;
using RatifyVote.Rehearsal.Plans;

namespace RatifyVote.EndToEnd.Tests.Rehearsals;

public sealed class VotingPlanTests
{
    [Fact]
    public void The_generator_gives_the_numbers_of_the_published_algorithm()
    {
        // First outputs of SplitMix64 for seed 1234567, as the reference implementation of its authors prints them.
        SplitMix64 random = new(1234567);
        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431], Enumerable.Range(0, 4).Select(_ => random.Next()));
    }

    [Fact]
    public void The_plan_counts_to_the_table_and_is_the_same_for_the_same_seed()
    {
        IReadOnlyList<UnitCounts> table = Table();
        VotingPlan plan = VotingPlan.Of(table, 42);
        foreach (UnitCounts unit in table)
        {
            PlannedMember[] counted = [.. plan.Members.Where(member => member.Local == unit.Unit.Local && member.IsCounted)];
            Assert.Equal((unit.Yes, unit.No, unit.Blank ?? 0), (counted.LongCount(m => m.Counted is Choice.Yes), counted.LongCount(m => m.Counted is Choice.No), counted.LongCount(m => m.Counted is Choice.Blank)));
            Assert.Equal(unit.Eligible, plan.Members.LongCount(member => member.Local == unit.Unit.Local));
        }

        Assert.Equal(plan.Members, VotingPlan.Of(table, 42).Members);
        Assert.NotEqual(plan.Members, VotingPlan.Of(table, 43).Members);
    }

    [Fact]
    public void Who_votes_twice_chooses_differently_the_second_time() =>
        Assert.All(VotingPlan.Of(Table(), 42).Members, member => Assert.NotEqual(member.Counted, member.Other));

    [Fact]
    public void The_members_make_a_clean_roster()
    {
        VotingPlan plan = VotingPlan.Of(Table(), 42);
        RosterLine[] lines = [.. plan.Members.Select(member => new RosterLine(member.Card, member.Name, member.Email, member.Local.ToString(), "good", member.Born))];
        Assert.Empty(RosterCheck.Check(lines, plan.Units.Select(unit => unit.Local).ToHashSet()).Findings);
    }

    private static IReadOnlyList<UnitCounts> Table()
    {
        Assert.True(CountsCsv.TryParse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Rehearsals", "contest_2021_basic_like.csv")), out IReadOnlyList<UnitCounts> table, out _));
        return ScaledTable.Of(table, RulePresets.Find("iatse_ratification")!, new ScaleFraction(1, 10));
    }
}
