using FsCheck;
using FsCheck.Fluent;
using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Rules;
using RatifyVote.Domain.Tables;
using Outcome = RatifyVote.Domain.Outcomes.Outcome;

namespace RatifyVote.Domain.Tests.Tables;

public class ScaledTableTests
{
    private static readonly RuleSet Ratification = RulePresets.Find("iatse_ratification")!;

    [Fact]
    public void At_scale_one_nothing_changes() =>
        Assert.Equal(Data.Contest2021(), ScaledTable.Of(Data.Contest2021(), Ratification, new ScaleFraction(1, 1)));

    [Theory]
    [InlineData("0.001")]
    [InlineData("0.01")]
    [InlineData("0.05")]
    [InlineData("0.3")]
    [InlineData("4")]
    public void The_2021_vote_keeps_every_direction_and_256_to_188_at_any_scale(string scale)
    {
        Assert.True(ScaleFraction.TryParse(scale, out ScaleFraction fraction));
        IReadOnlyList<UnitCounts> small = ScaledTable.Of(Data.Contest2021(), Ratification, fraction);
        Outcome outcome = Outcome.Decide(Ratification, small);
        Assert.Equal((256, 188), (outcome.RollUp!.Yes, outcome.RollUp.No));
        Assert.Equal(Outcome.Decide(Ratification, Data.Contest2021()).Units.Select(u => u.Direction), outcome.Units.Select(u => u.Direction));
        Assert.All(small, u => Assert.InRange(u.Valid + u.Blank!.Value, 1, u.Eligible!.Value));
        Assert.All(small, u => Assert.True(u.Eligible >= 3));
    }

    [Fact]
    public void At_one_hundredth_counts_are_rounded_to_nearest()
    {
        IReadOnlyList<UnitCounts> small = ScaledTable.Of(Data.Contest2021(), Ratification, new ScaleFraction(1, 100));
        UnitCounts grips = small.Single(u => u.Unit.Label == "Local 80");
        Assert.Equal((10, 13, 0, 32, 33), (grips.Yes, grips.No, grips.Blank, grips.Eligible, grips.Delegates));
        Assert.Equal((1, 0, 3), small.Single(u => u.Unit.Label == "Local 884") is var t ? (t.Yes, t.No, t.Eligible) : default);
    }

    [Fact]
    public void A_single_ballot_moves_where_rounding_would_turn_a_unit()
    {
        // 104 to 96 rounds to 10 to 10, a tie that fails: one ballot moves.
        UnitCounts close = Assert.Single(ScaledTable.Of([Data.Local(1, 104, 96, eligible: 300)], Ratification, new ScaleFraction(1, 10)));
        Assert.Equal((11, 9), (close.Yes, close.No));
        // 74.7% of 1,000 is short of three quarters, but 3 of 4 would reach them.
        RuleSet strike = RulePresets.Find("iatse_strike_auth")!;
        UnitCounts short_ = Assert.Single(ScaledTable.Of([Data.Local(1, 747, 253, eligible: 2_000)], strike, new ScaleFraction(1, 250)));
        Assert.Equal((2, 2), (short_.Yes, short_.No));
    }

    [Fact]
    public void A_vote_counted_together_keeps_its_verdict()
    {
        RuleSet rules = RulePresets.Find("wga")!;
        UnitCounts[] table = [.. Enumerable.Range(1, 9).Select(i => Data.Local(i, 14, 6, eligible: 40)), Data.Local(10, 0, 70, eligible: 90)];
        Assert.Equal(Verdict.Carried, Outcome.Decide(rules, table).Verdict);
        IReadOnlyList<UnitCounts> small = ScaledTable.Of(table, rules, new ScaleFraction(1, 10));
        Assert.Equal(Verdict.Carried, Outcome.Decide(rules, small).Verdict);
    }

    [Theory]
    [InlineData("1", 1, 1)]
    [InlineData("0.01", 1, 100)]
    [InlineData("12.5", 125, 10)]
    public void A_scale_is_read_exactly(string text, int numerator, int denominator)
    {
        Assert.True(ScaleFraction.TryParse(text, out ScaleFraction scale));
        Assert.Equal(new ScaleFraction(numerator, denominator), scale);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.000")]
    [InlineData("-1")]
    [InlineData("1e-2")]
    [InlineData("1/100")]
    [InlineData("100.5")]
    [InlineData("0.0000001")]
    [InlineData(".5")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_scale_is_refused(string? text) => Assert.False(ScaleFraction.TryParse(text, out _));

    [Fact]
    public void Any_table_keeps_every_direction_at_any_scale()
    {
        Arbitrary<(int, int, int, int, TieRule, int, bool)> cases = (
            from yes in Gen.Choose(0, 300)
            from no in Gen.OneOf(Gen.Choose(0, 300), Gen.Constant(yes))
            from blank in Gen.Choose(0, 20)
            from absent in Gen.Choose(0, 300)
            from tie in Gen.Elements(Enum.GetValues<TieRule>())
            from scale in Gen.Choose(1, 150)
            from strike in Gen.Elements(true, false)
            select (yes, no, blank, absent, tie, scale, strike)).ToArbitrary();
        Prop.ForAll(cases, c =>
        {
            (int yes, int no, int blank, int absent, TieRule tie, int scale, bool strike) = c;
            RuleSet rules = strike ? RulePresets.Find("iatse_strike_auth")! : Ratification with { Units = Ratification.Units! with { Tie = tie } };
            UnitCounts[] table = [Data.Local(1, yes, no, blank, 5, yes + no + blank + absent)];
            IReadOnlyList<UnitCounts> scaled = ScaledTable.Of(table, rules, new ScaleFraction(scale, 100));
            return Outcome.Decide(rules, scaled).Units[0].Direction == Outcome.Decide(rules, table).Units[0].Direction
                && Math.Abs(scaled[0].Yes * 100 - yes * scale) <= 250 && Math.Abs(scaled[0].No * 100 - no * scale) <= 250
                && (scaled[0].Valid == 0) == (yes + no == 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }
}
