using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Tests.Outcomes;

public class OutcomeTests
{
    private static readonly RuleSet Ratification = RulePresets.Find("iatse_ratification")!;
    private static readonly RuleSet Strike = RulePresets.Find("iatse_strike_auth")!;

    private static string Decide(RuleSet rules, params UnitCounts[] units) => OutcomeWords.VerdictOf(Outcome.Decide(rules, units));

    private static UnitFinding Only(RuleSet rules, UnitCounts unit) => Assert.Single(Outcome.Decide(rules, [unit]).Units);

    [Theory]
    [InlineData(750, 250, UnitDirection.Yes)]
    [InlineData(749, 251, UnitDirection.No)]
    public void A_local_authorizes_a_strike_with_750_of_1000_and_not_with_749(long yes, long no, UnitDirection direction)
    {
        UnitFinding unit = Only(Strike, Data.Local(80, yes, no, delegates: 33));
        Assert.Equal(direction, unit.Direction);
        Assert.Equal(direction is UnitDirection.Yes ? (33, 0) : (0, 33), (unit.WeightYes, unit.WeightNo));
    }

    [Theory]
    [InlineData(TieRule.Fails, "failed")]
    [InlineData(TieRule.Carries, "carried")]
    [InlineData(TieRule.Undetermined, "undetermined (needs a ruling on the tie of delegates)")]
    public void Delegates_tied_at_222_to_222_end_as_the_rule_says(TieRule tie, string expected)
    {
        RuleSet rules = Ratification with { Aggregate = Ratification.Aggregate! with { Tie = tie } };
        Assert.Equal(expected, Decide(rules, Data.Local(1, 2, 1, delegates: 222), Data.Local(2, 1, 2, delegates: 222)));
    }

    [Theory]
    [InlineData(TieRule.Fails, UnitDirection.No, "failed")]
    [InlineData(TieRule.Carries, UnitDirection.Yes, "carried")]
    [InlineData(TieRule.Undetermined, UnitDirection.Undetermined, "undetermined (needs a ruling on the tie in Local 80)")]
    public void A_tie_inside_a_local_ends_as_the_rule_says(TieRule tie, UnitDirection direction, string expected)
    {
        RuleSet rules = Ratification with { Units = Ratification.Units! with { Tie = tie } };
        UnitCounts tied = Data.Local(80, 222, 222, blank: 7, delegates: 33);
        Assert.Equal((direction, DirectionReason.Tie), (Only(rules, tied).Direction, Only(rules, tied).Reason));
        Assert.Equal(expected, Decide(rules, tied, Data.Local(1, 1, 0, delegates: 5)));
    }

    [Fact]
    public void An_open_tie_that_cannot_change_the_outcome_leaves_it_decided()
    {
        RuleSet rules = Ratification with { Units = Ratification.Units! with { Tie = TieRule.Undetermined } };
        UnitCounts tied = Data.Local(80, 1, 1, delegates: 10);
        Assert.Equal("carried", Decide(rules, tied, Data.Local(1, 1, 0, delegates: 11)));
        Assert.Equal("failed", Decide(rules, tied, Data.Local(1, 0, 1, delegates: 10)));
    }

    [Theory]
    [InlineData(NoBallotsRule.CountsNo, AggregateBase.AllUnits, "failed")]
    [InlineData(NoBallotsRule.CountsNeither, AggregateBase.AllUnits, "failed")]
    [InlineData(NoBallotsRule.CountsNeither, AggregateBase.UnitsWithBallots, "carried")]
    [InlineData(NoBallotsRule.Undetermined, AggregateBase.AllUnits, "undetermined (needs a ruling on Local 80, which has no valid ballots)")]
    public void A_local_without_ballots_ends_as_the_rule_says(NoBallotsRule rule, AggregateBase counted, string expected)
    {
        RuleSet rules = Ratification with
        {
            Units = Ratification.Units! with { NoBallots = rule },
            Aggregate = Ratification.Aggregate! with { Base = counted },
        };
        Assert.Equal(expected, Decide(rules, Data.Local(80, 0, 0, delegates: 10), Data.Local(1, 1, 0, delegates: 10)));
    }

    [Fact]
    public void A_local_where_everybody_left_it_blank_has_no_valid_ballots() =>
        Assert.Equal(DirectionReason.NobodyChose, Only(Ratification, Data.Local(80, 0, 0, blank: 12)).Reason);

    [Theory]
    [InlineData(BallotBase.Valid, UnitDirection.Yes)]
    [InlineData(BallotBase.Cast, UnitDirection.No)]
    [InlineData(BallotBase.Eligible, UnitDirection.No)]
    public void Blanks_weigh_only_where_they_are_in_the_base(BallotBase counted, UnitDirection direction)
    {
        RuleSet rules = Ratification with { Units = Ratification.Units! with { Base = counted } };
        Assert.Equal(direction, Only(rules, Data.Local(80, 51, 49, blank: 2, eligible: 200)).Direction);
    }

    [Fact]
    public void A_proportional_local_gives_nearest_whole_votes_and_the_exact_half_to_No()
    {
        RuleSet rules = Ratification with { Units = Ratification.Units! with { Allocation = Allocation.Proportional } };
        (long?, long?) Split(long yes, long no, long delegates) => (Only(rules, Data.Local(80, yes, no, delegates: delegates)) is var u ? (u.WeightYes, u.WeightNo) : default);
        Assert.Equal((5, 5), Split(50, 50, 10));
        Assert.Equal((5, 6), Split(50, 50, 11));
        Assert.Equal((3, 7), Split(34, 66, 10));
        Assert.Equal((4, 6), Split(36, 64, 10));
        Assert.Equal((10, 0), Split(7, 0, 10));
        Assert.Equal((0, 10), Split(0, 7, 10));
    }

    [Fact]
    public void Weights_are_delegates_or_one_or_members()
    {
        UnitCounts[] table = [Data.Local(1, 1, 0, delegates: 1, eligible: 900), Data.Local(2, 0, 1, delegates: 5, eligible: 500), Data.Local(3, 1, 0, delegates: 1, eligible: 10)];
        Outcome By(UnitWeight weight) => Outcome.Decide(Ratification with { Units = Ratification.Units! with { Weight = weight } }, table);
        Assert.Equal((2, 5, Verdict.Failed), (By(UnitWeight.Delegates).RollUp!.Yes, By(UnitWeight.Delegates).RollUp!.No, By(UnitWeight.Delegates).Verdict));
        Assert.Equal((2, 1, Verdict.Carried), (By(UnitWeight.One).RollUp!.Yes, By(UnitWeight.One).RollUp!.No, By(UnitWeight.One).Verdict));
        Assert.Equal((910, 500, Verdict.Carried), (By(UnitWeight.Members).RollUp!.Yes, By(UnitWeight.Members).RollUp!.No, By(UnitWeight.Members).Verdict));
    }

    [Theory]
    [InlineData("iatse_ratification", "undetermined (needs delegates)")]
    [InlineData("iatse_strike_auth", "undetermined (needs delegates)")]
    [InlineData("uk_after_2026_02_18", "undetermined (needs eligible)")]
    [InlineData("uk_2017_2026", "undetermined (needs eligible)")]
    [InlineData("teamsters_pre_2021", "undetermined (needs eligible)")]
    [InlineData("wga", "carried")]
    [InlineData("bccfu", "carried")]
    public void A_table_with_yes_and_no_alone_says_what_each_preset_needs(string preset, string expected) =>
        Assert.Equal(expected, Decide(RulePresets.Find(preset)!, Data.Local(1, 60, 40, blank: null, delegates: null)));

    [Fact]
    public void Everything_a_table_lacks_is_named_at_once()
    {
        RuleSet rules = Ratification with { Units = Ratification.Units! with { Base = BallotBase.Cast }, Turnout = new TurnoutRule(RequiredShare.AtLeast(1, 2), null) };
        Assert.Equal("undetermined (needs delegates, eligible, blank)", Decide(rules, Data.Local(1, 60, 40, blank: null, delegates: null)));
    }

    [Fact]
    public void Turnout_under_the_quorum_fails_a_majority_and_counts_blanks()
    {
        RuleSet rules = RulePresets.Find("uk_after_2026_02_18")!;
        Outcome short_ = Outcome.Decide(rules, [Data.Local(1, 40, 5, blank: 4, eligible: 100)]);
        Assert.Equal((Verdict.Failed, true), (short_.Verdict, short_.LacksQuorum));
        Assert.Equal("carried", Decide(rules, Data.Local(1, 40, 5, blank: 5, eligible: 100)));
        Assert.Equal("failed", Decide(rules, Data.Local(1, 30, 30, blank: 5, eligible: 100)));
    }

    [Fact]
    public void Unknown_blanks_matter_to_a_quorum_only_when_it_is_not_reached_without_them()
    {
        RuleSet rules = RulePresets.Find("uk_after_2026_02_18")!;
        Assert.Equal("carried", Decide(rules, Data.Local(1, 40, 10, blank: null, eligible: 100)));
        Assert.Equal("undetermined (needs blank)", Decide(rules, Data.Local(1, 40, 9, blank: null, eligible: 100)));
        Assert.Equal("failed", Decide(rules, Data.Local(1, 9, 40, blank: null, eligible: 100)));
    }

    [Theory]
    [InlineData(50, 1, 100, "carried")]
    [InlineData(39, 20, 100, "undetermined (needs to know whether the vote is in important public services)")]
    [InlineData(40, 20, 100, "carried")]
    [InlineData(20, 39, 100, "failed")]
    public void The_40_percent_test_of_public_services_is_asked_only_when_it_matters(long yes, long no, long eligible, string expected) =>
        Assert.Equal(expected, Decide(RulePresets.Find("uk_2017_2026")!, Data.Local(1, yes, no, eligible: eligible)));

    [Theory]
    [InlineData(24, 26, 100, "failed")]
    [InlineData(25, 24, 100, "carried")]
    [InlineData(17, 32, 100, "carried")]
    [InlineData(16, 32, 100, "failed")]
    [InlineData(0, 0, 100, "failed")]
    public void Below_half_turnout_the_Teamsters_needed_two_thirds_No_to_reject(long yes, long no, long eligible, string expected) =>
        Assert.Equal(expected, Decide(RulePresets.Find("teamsters_pre_2021")!, Data.Local(1, yes, no, eligible: eligible)));

    [Fact]
    public void Not_knowing_which_share_applies_matters_only_when_they_disagree()
    {
        RuleSet rules = RulePresets.Find("teamsters_pre_2021")!;
        Assert.Equal("undetermined (needs blank)", Decide(rules, Data.Local(1, 20, 28, blank: null, eligible: 100)));
        Assert.Equal("carried", Decide(rules, Data.Local(1, 28, 20, blank: null, eligible: 100)));
        Assert.Equal("failed", Decide(rules, Data.Local(1, 10, 38, blank: null, eligible: 100)));
    }

    [Fact]
    public void A_deal_that_UFCW_members_reject_waits_for_the_strike_vote_and_the_board()
    {
        RuleSet rules = RulePresets.Find("ufcw")!;
        Assert.Equal("carried", Decide(rules, Data.Local(1, 51, 49)));
        Assert.Equal("undetermined (needs the strike vote's count and the board's decision)", Decide(rules, Data.Local(1, 49, 51)));
    }

    [Fact]
    public void Skilled_trades_are_shown_apart_and_decide_nothing()
    {
        RuleSet rules = RulePresets.Find("uaw_master")!;
        Outcome outcome = Outcome.Decide(rules, [Data.Local(1, 60, 40), Data.Local(2, 10, 20) with { Group = "skilled trades" }]);
        Assert.Equal(Verdict.Carried, outcome.Verdict);
        Assert.Equal([new FlagFinding("skilled trades", 10, 20)], outcome.Flags);
        Assert.Equal([new FlagFinding("skilled trades", null, null)], Outcome.Decide(rules, [Data.Local(1, 60, 40)]).Flags);
    }

    [Fact]
    public void Each_of_three_organizations_had_to_approve_the_Quebec_merger()
    {
        RuleSet rules = RulePresets.Find("iatse_quebec_merger_2020")!;
        UnitCounts Two(int n) => Data.Local(n, 200, 100);
        Assert.Equal("carried", Decide(rules, Two(1), Two(2), Two(3)));
        Assert.Equal("failed", Decide(rules, Two(1), Two(2), Data.Local(3, 199, 101)));
        Assert.Equal("undetermined (needs the counts of exactly 3 units)", Decide(rules, Two(1), Two(2)));
        Assert.Equal("failed", Decide(rules, Data.Local(3, 199, 101)));
    }

    [Theory]
    [InlineData(1, "failed")]
    [InlineData(2, "carried")]
    public void Two_of_three_unions_carry_by_one_union_one_vote(int yes, string expected) =>
        Assert.Equal(expected, Decide(RulePresets.Find("bccfu")!, [.. Enumerable.Range(1, 3).Select(i => i <= yes ? Data.Local(i, 3, 1) : Data.Local(i, 1, 900))]));

    [Fact]
    public void Reasons_are_sentences_with_their_figures()
    {
        Outcome outcome = Outcome.Decide(Ratification, Data.Contest2021());
        IReadOnlyList<string> reasons = OutcomeWords.ReasonsOf(outcome);
        Assert.Contains("Local 80: 1,048 Yes of 2,350 valid ballots, more than half needed: No, 33 delegates", reasons);
        Assert.Equal("Delegates: 256 Yes, 188 No of 444, 223 needed (more than half): met", reasons[^1]);
        Assert.Equal("Popular vote: 15,487 Yes, 15,742 No, 100 blank; Yes is 49.6% of valid ballots. It decides nothing.",
            OutcomeWords.Of(outcome.Popular, decides: false));
    }

    [Fact]
    public void A_tie_and_an_empty_local_say_so_in_words()
    {
        Outcome outcome = Outcome.Decide(Ratification, [Data.Local(80, 222, 222, delegates: 1), Data.Local(81, 0, 0, delegates: 1_000)]);
        Assert.Equal(
            [
                "Local 80: 222 Yes of 444 valid ballots, more than half needed, a tie fails: No, 1 delegate",
                "Local 81: a unit without valid ballots counts No: No, 1,000 delegates",
                "Delegates: 0 Yes, 1,001 No of 1,001, 501 needed (more than half): not met",
            ],
            OutcomeWords.ReasonsOf(outcome));
    }

    [Fact]
    public void Impossible_counts_are_told_and_never_decided_on()
    {
        UnitCounts[] table = [Data.Local(1, -1, 0), Data.Local(2, 60, 40, blank: 1, eligible: 100), Data.Local(2, 1, 1), Data.Local(3, 0, 0, eligible: 1_000_000_001)];
        Assert.Equal(
            [CountsFault.CountImpossible, CountsFault.MoreBallotsThanEligible, CountsFault.UnitRepeated, CountsFault.CountImpossible],
            CountsTable.ProblemsOf(table).Select(p => p.Fault));
        Assert.Equal([new CountsProblem(CountsFault.NoUnits, null)], CountsTable.ProblemsOf([]));
        Assert.Throws<ArgumentException>(() => Outcome.Decide(Ratification, table));
    }
}
