using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Tests.Outcomes;

/// <summary>Every contest of data/votes_summary.csv. Where counts per local were not published, a split is made that meets
/// every figure that was.</summary>
public class PublishedContestsTests
{
    private static readonly RuleSet Ratification = RulePresets.Find("iatse_ratification")!;

    private static IReadOnlyDictionary<string, string> Published(string contest) =>
        Data.Rows("votes_summary.csv").Single(row => row["event_id"] == contest);

    private static void AssertAsPublished(string contest, Outcome outcome)
    {
        IReadOnlyDictionary<string, string> row = Published(contest);
        void Figure(string column, long found)
        {
            if (row[column].Length > 0) Assert.Equal(row[column], found.ToString());
        }
        Assert.Equal(Verdict.Carried, outcome.Verdict);
        Assert.Contains(row["outcome"], new[] { "ratified", "authorized" });
        Figure("locals_voting", outcome.Units.Count);
        Figure("locals_yes", outcome.UnitsYes);
        Figure("locals_no", outcome.UnitsNo);
        Figure("delegates_total", outcome.RollUp!.Base);
        Figure("delegates_yes", outcome.RollUp.Yes);
        Figure("delegates_no", outcome.RollUp.No);
        Figure("delegates_needed", outcome.RollUp.Needed);
    }

    private static IReadOnlyList<UnitCounts> ByDirection(string contest) =>
    [
        .. Data.Rows("SYNTHETIC_delegate_fixtures.csv").Where(row => row["event_id"] == contest).Select(row => Data.Local(
            int.Parse(row["local"]), row["direction"] == "yes" ? 1 : 0, row["direction"] == "no" ? 1 : 0, delegates: long.Parse(row["delegates_SYNTHETIC"]))),
    ];

    [Fact]
    public void The_2018_Basic_Agreement_is_ratified_312_to_73_with_only_Local_700_against()
    {
        Outcome outcome = Outcome.Decide(Ratification, ByDirection("2018-basic"));
        AssertAsPublished("2018-basic", outcome);
        Assert.Equal("Local 700", Assert.Single(outcome.Units, u => u.Direction is UnitDirection.No).Counts.Unit.Label);
    }

    [Fact]
    public void The_2021_Basic_Agreement_is_ratified_256_to_188_against_the_popular_vote()
    {
        IReadOnlyList<UnitCounts> table = Data.Contest2021();
        Outcome outcome = Outcome.Decide(Ratification, table);
        AssertAsPublished("2021-basic", outcome);
        Assert.Equal([80, 600, 705, 728, 892], outcome.Units.Where(u => u.Direction is UnitDirection.No).Select(u => u.Counts.Unit.Local!.Value.Value));
        Assert.Equal("49.6% of valid ballots", new Percentage(outcome.Popular.Yes, outcome.Popular.Valid, PercentageBase.ValidBallots).ToString());
        Assert.Equal("50.4% of valid ballots", new Percentage(outcome.Popular.No, outcome.Popular.Valid, PercentageBase.ValidBallots).ToString());
        UnitCounts cinematographers = table.Single(u => u.Unit.Label == "Local 600");
        UnitCounts editors = table.Single(u => u.Unit.Label == "Local 700");
        Assert.Equal((3_064, 3_334), (cinematographers.Yes, cinematographers.No));
        Assert.Equal("51.9% of valid ballots", new Percentage(editors.Yes, editors.Valid, PercentageBase.ValidBallots).ToString());
        Assert.Equal((42_750, 31_329), (outcome.Popular.Eligible, outcome.Popular.Cast));
    }

    [Fact]
    public void Each_local_of_2018_2021_and_2024_has_its_published_direction()
    {
        Dictionary<string, Outcome> outcomes = new()
        {
            ["2018-basic"] = Outcome.Decide(Ratification, ByDirection("2018-basic")),
            ["2021-basic"] = Outcome.Decide(Ratification, Data.Contest2021()),
            ["2024-basic"] = Outcome.Decide(Ratification, Unanimous(13, 35_000, 859)),
        };
        foreach (IReadOnlyDictionary<string, string> row in Data.Rows("votes_by_local.csv").Where(row => row["event_id"] != "2024-basic"))
        {
            UnitFinding unit = outcomes[row["event_id"]].Units.Single(u => u.Counts.Unit.Local!.Value.ToString() == row["local"]);
            Assert.Equal(row["direction"], OutcomeWords.Of(unit.Direction).ToLowerInvariant());
            if (row["delegates"].Length > 0) Assert.Equal(row["delegates"], unit.Weight.ToString());
        }
        Assert.All(outcomes["2024-basic"].Units, u => Assert.Equal(UnitDirection.Yes, u.Direction));
    }

    [Theory]
    [InlineData(44)]
    [InlineData(700)]
    public void In_2021_either_of_Locals_44_and_700_could_have_sunk_the_agreement_alone(int number)
    {
        IReadOnlyList<UnitCounts> table =
            [.. Data.Contest2021().Select(u => u.Unit.Local!.Value.Value == number ? u with { Yes = u.No, No = u.Yes } : u)];
        Assert.Equal(Verdict.Failed, Outcome.Decide(Ratification, table).Verdict);
    }

    [Fact]
    public void The_2021_Area_Standards_Agreement_is_ratified_103_to_94_by_14_locals_to_9()
    {
        // 14 locals with 103 delegates, 9 with 94; 5,200 Yes of 10,000.
        IEnumerable<UnitCounts> yes = Enumerable.Range(0, 14).Select(i => Data.Local(100 + i, 300, 200, delegates: i < 5 ? 8 : 7));
        IEnumerable<UnitCounts> no = Enumerable.Range(0, 9).Select(i => Data.Local(200 + i, i < 8 ? 111 : 112, i < 8 ? 222 : 224, delegates: i < 4 ? 11 : 10));
        Outcome outcome = Outcome.Decide(Ratification, [.. yes, .. no]);
        AssertAsPublished("2021-asa", outcome);
        Assert.Equal((5_200, 4_800), (outcome.Popular.Yes, outcome.Popular.No));
    }

    [Fact]
    public void The_2021_strike_is_authorized_by_36_of_36_locals_with_52706_of_53411()
    {
        // 52,706 = 36 * 1,464 + 2; 705 = 36 * 19 + 21.
        Outcome outcome = Outcome.Decide(RulePresets.Find("iatse_strike_auth")!,
            [.. Enumerable.Range(0, 36).Select(i => Data.Local(100 + i, 1_464 + (i < 2 ? 1 : 0), 19 + (i < 21 ? 1 : 0), delegates: 17 + i % 3))]);
        AssertAsPublished("2021-strike-auth", outcome);
        Assert.Equal((52_706, 53_411), (outcome.Popular.Yes, outcome.Popular.Cast));
        Assert.Equal("98.7% of ballots cast", new Percentage(52_706, 53_411, PercentageBase.BallotsCast).ToString());
    }

    [Theory]
    [InlineData("2024-basic", 13, 859, "85.9% of valid ballots")]
    [InlineData("2024-asa", 23, 872, "87.2% of valid ballots")]
    public void The_2024_agreements_are_ratified_by_every_local(string contest, int locals, int permille, string popular)
    {
        Outcome outcome = Outcome.Decide(Ratification, Unanimous(locals, 1_000L * locals, permille));
        AssertAsPublished(contest, outcome);
        Assert.Equal(popular, new Percentage(outcome.Popular.Yes, outcome.Popular.Valid, PercentageBase.ValidBallots).ToString());
    }

    [Fact]
    public void The_combined_figures_of_2021_are_a_report_of_two_contests_and_no_contest()
    {
        IReadOnlyDictionary<string, string> combined = Published("2021-combined");
        int Sum(string column) => int.Parse(Published("2021-basic")[column]) + int.Parse(Published("2021-asa")[column]);
        Assert.All(["delegates_total", "delegates_yes", "delegates_no", "locals_yes", "locals_no"],
            column => Assert.Equal(combined[column], Sum(column).ToString()));
        Assert.Equal("not a decision", combined["outcome"]);
    }

    private static IReadOnlyList<UnitCounts> Unanimous(int locals, long ballots, int permille) =>
        [.. Enumerable.Range(0, locals).Select(i => Data.Local(100 + i, ballots / locals * permille / 1_000, ballots / locals * (1_000 - permille) / 1_000, delegates: 34))];
}
