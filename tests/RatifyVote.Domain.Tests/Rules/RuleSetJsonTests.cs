using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Tests.Rules;

public class RuleSetJsonTests
{
    // Sealed terms hold these bytes: a change here changes the hash of every vote's terms.
    private const string Ratification = """
        {"name":"iatse_ratification","source":"https://www.basicagreement.iatse.net/about","roll":"good-standing","ballot":"last","units":{"share":{"must":"exceed","numerator":1,"denominator":2},"base":"valid","tie":"fails","no_ballots":"no","weight":"delegates","allocation":"winner-take-all"},"aggregate":{"share":{"must":"exceed","numerator":1,"denominator":2},"base":"all-units","tie":"fails"},"rejection":"final","assumed":["ballot","units.base","units.tie","units.no_ballots","aggregate.tie"]}
        """;

    private const string Pooled = """{"name":"x","roll":"good-standing","ballot":"last","aggregate":{"share":{"must":"exceed","numerator":1,"denominator":2},"base":"valid","tie":"fails"},"rejection":"final","assumed":[]}""";

    [Fact]
    public void The_canonical_text_of_the_ratification_rules_is_known() =>
        Assert.Equal(Ratification, RulePresets.Find("iatse_ratification")!.ToJson());

    [Fact]
    public void Every_setting_is_written_and_read_back()
    {
        RuleSet everything = new()
        {
            Name = "Règles d’essai 漢",
            Source = "https://example.org/?a=1&b=<2>+3",
            Roll = RollRule.AllEmployees,
            BallotKept = BallotKept.First,
            Units = new UnitRule(RequiredShare.MoreThan(3, 5), BallotBase.Cast, TieRule.Undetermined, NoBallotsRule.CountsNeither,
                UnitWeight.Members, Allocation.Proportional),
            Aggregate = new AggregateRule(RequiredShare.AtLeast(2, 3), AggregateBase.UnitsWithBallots, null),
            UnitsRequired = new UnitsRequired(2, 3),
            Turnout = new TurnoutRule(RequiredShare.MoreThan(1, 2), new AggregateRule(RequiredShare.MoreThan(3, 4), AggregateBase.AllUnits, TieRule.Carries)),
            Additional = new AdditionalShare(RequiredShare.AtLeast(2, 5), BallotBase.Eligible, AdditionalApplies.Always, null),
            Flagged = ["skilled trades", "métiers"],
            Rejection = RejectionRule.BoardMaySign,
            Assumed = [RuleField.Roll, RuleField.TurnoutBelowTie],
        };
        string text = everything.ToJson();
        Assert.True(RuleSet.TryParse(text, out RuleSet? read, out IReadOnlyList<RuleSetProblem> problems), string.Join(' ', problems));
        Assert.Equal(text, read!.ToJson());
        Assert.Equal(everything, read);
        Assert.Contains("Règles d’essai 漢", text);
        Assert.Contains("a=1&b=<2>+3", text);
        Assert.NotEqual(everything, everything with { BallotKept = BallotKept.Last });
    }

    [Fact]
    public void Blanks_and_order_do_not_matter_when_reading()
    {
        string loose = """{ "assumed": [], "rejection": "final", "ballot": "last", "roll": "good-standing", "aggregate": { "tie": "fails", "base": "valid", "share": { "denominator": 2, "numerator": 1, "must": "exceed" } }, "name": "x" }""";
        Assert.True(RuleSet.TryParse(loose, out RuleSet? read, out _));
        Assert.Equal(Pooled, read!.ToJson());
    }

    [Theory]
    [InlineData("""rejection":"final""", """rejection":"maybe""", RuleSetFault.ValueUnknown, "rejection")]
    [InlineData("\"rejection\":\"final\",", "", RuleSetFault.MemberMissing, "rejection")]
    [InlineData("""rejection":"final",""", """rejection":"final","rejection":"final",""", RuleSetFault.NotJson, "rules")]
    [InlineData("\"name\":\"x\"", "\"name\":\"x\",\"color\":1", RuleSetFault.MemberUnknown, "color")]
    [InlineData("\"name\":\"x\"", "\"name\":7", RuleSetFault.MemberOfWrongType, "name")]
    [InlineData("\"name\":\"x\"", "\"name\":\"\\ud800\"", RuleSetFault.MemberOfWrongType, "name")]
    [InlineData("\"name\":\"x\"", "\"name\":\" x\"", RuleSetFault.TextNotPlain, "name")]
    [InlineData("\"name\":\"x\"", "\"name\":\"x\\u0000\"", RuleSetFault.TextNotPlain, "name")]
    [InlineData("\"numerator\":1", "\"numerator\":1.0", RuleSetFault.MemberOfWrongType, "aggregate.share.numerator")]
    [InlineData("\"numerator\":1", "\"numerator\":2", RuleSetFault.ShareImpossible, "aggregate.share.numerator")]
    [InlineData("\"must\":\"exceed\"", "\"must\":\"reach\"", RuleSetFault.TieWithoutMeaning, "aggregate.tie")]
    [InlineData(",\"tie\":\"fails\"", "", RuleSetFault.TieMissing, "aggregate.tie")]
    [InlineData("\"base\":\"valid\"", "\"base\":\"all-units\"", RuleSetFault.AggregateBaseNeedsUnits, "aggregate.base")]
    [InlineData("\"assumed\":[]", "\"assumed\":[\"units.tie\"]", RuleSetFault.AssumedFieldAbsent, "assumed")]
    [InlineData("\"assumed\":[]", "\"assumed\":[\"ballot\",\"roll\"]", RuleSetFault.ListOutOfOrder, "assumed")]
    [InlineData("\"assumed\":[]", "\"assumed\":[\"roll\",\"roll\"]", RuleSetFault.ListRepeats, "assumed")]
    [InlineData("\"assumed\":[]", "\"assumed\":[3]", RuleSetFault.MemberOfWrongType, "assumed")]
    [InlineData("\"assumed\":[]", "\"assumed\":{}", RuleSetFault.MemberOfWrongType, "assumed")]
    [InlineData("\"rejection\"", "\"units_required\":{\"required\":2,\"of\":3},\"rejection\"", RuleSetFault.UnitsRequiredWithoutUnits, "units_required")]
    [InlineData("\"rejection\"", "\"units_required\":[],\"rejection\"", RuleSetFault.MemberOfWrongType, "units_required")]
    [InlineData("\"rejection\"", "\"flagged\":[\"a\",\"a\"],\"rejection\"", RuleSetFault.ListRepeats, "flagged")]
    public void A_text_with_one_fault_is_refused_for_it(string part, string changed, RuleSetFault fault, string where)
    {
        Assert.True(RuleSet.TryParse(Pooled, out _, out _));
        Assert.False(RuleSet.TryParse(Pooled.Replace(part, changed), out RuleSet? rules, out IReadOnlyList<RuleSetProblem> problems));
        Assert.Null(rules);
        Assert.Contains(new RuleSetProblem(fault, where), problems);
        Assert.All(problems, p => Assert.NotEmpty(p.InWords()));
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        Assert.False(RuleSet.TryParse("""{"name":1,"roll":"x","extra":true}""", out _, out IReadOnlyList<RuleSetProblem> problems));
        Assert.Equal(["assumed", "ballot", "extra", "name", "rejection", "roll"], problems.Select(p => p.Where).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"name\":\"x\"} {}")]
    [InlineData("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]")]
    public void What_is_no_object_is_refused_without_an_exception(string text)
    {
        Assert.False(RuleSet.TryParse(text, out _, out IReadOnlyList<RuleSetProblem> problems));
        Assert.Equal([new RuleSetProblem(RuleSetFault.NotJson, "rules")], problems);
    }

    [Fact]
    public void An_unsound_rule_set_is_neither_written_nor_applied()
    {
        RuleSet nothing = RulePresets.Find("wga")! with { Aggregate = null, Assumed = [] };
        Assert.Contains(new RuleSetProblem(RuleSetFault.NothingDecides, "aggregate"), nothing.Problems());
        Assert.Throws<ArgumentException>(nothing.ToJson);
        Assert.Throws<ArgumentException>(() => Domain.Outcomes.Outcome.Decide(nothing, [Data.Local(1, 1, 0)]));
    }
}
