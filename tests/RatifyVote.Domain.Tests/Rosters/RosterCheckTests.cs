using RatifyVote.Domain.Eligibility;
using RatifyVote.Domain.Rosters;

namespace RatifyVote.Domain.Tests.Rosters;

public class RosterCheckTests
{
    private static readonly RosterLine Ann = new("A-1001", "Ann O'Neil", "ann@example.org", "80", "good", "1984-03-21");
    private static readonly RosterLine Bob = new("A-1002", "Jos\u00E9 Garc\u00EDa", "jose@example.org", "600", "dues-outstanding", "");

    private static RosterReport Check(params RosterLine[] lines) => RosterCheck.Check(lines, new HashSet<LocalNumber> { new(80), new(600) });

    private static void AssertOnly(RosterLineProblem problem, RosterReport report) =>
        Assert.Equal([problem], report.Findings.Select(f => f.Problem));

    [Fact]
    public void A_clean_roster_is_taken_with_dual_cards()
    {
        RosterReport report = Check(Ann, Bob, Ann with { Local = "600" });
        Assert.True(report.IsClean);
        Assert.Equal([Ann, Bob, Ann with { Local = "600" }], report.Lines);
    }

    [Fact]
    public void Blanks_letter_case_and_composition_are_evened_out_without_a_finding()
    {
        RosterReport report = Check(Ann with { CardNumber = " a-1001 ", Name = "  Ann   O'Neil", Email = "Ann@Example.ORG " },
            Bob with { Name = "Jose\u0301 Garci\u0301a" });
        Assert.True(report.IsClean);
        Assert.Equal([Ann, Bob], report.Lines);
    }

    public static TheoryData<RosterLineProblem, string, string> CellFaults => new()
    {
        { RosterLineProblem.CardNumberMissing, "card", "" },
        { RosterLineProblem.CardNumberBad, "card", "A_1" },
        { RosterLineProblem.CardNumberBad, "card", "123456789012345678901" },
        { RosterLineProblem.NameMissing, "name", "  " },
        { RosterLineProblem.NameTooLong, "name", new string('x', 201) },
        { RosterLineProblem.NameMixesAlphabets, "name", "\u0410nn Neil" },
        { RosterLineProblem.NotNormalized, "name", "\uFF21nn Neil" },
        { RosterLineProblem.NotNormalized, "name", "Gri\uFB03n" },
        { RosterLineProblem.CharacterThatDoesNotPrint, "name", "Ann\u200B Neil" },
        { RosterLineProblem.CharacterThatDoesNotPrint, "name", "Ann\u202E Neil" },
        { RosterLineProblem.CharacterThatDoesNotPrint, "name", "Ann\uFFFD" },
        { RosterLineProblem.CharacterThatDoesNotPrint, "name", "Ann\uD800" },
        { RosterLineProblem.FormulaLeadingCell, "name", "=HYPERLINK(1)" },
        { RosterLineProblem.FormulaLeadingCell, "name", " +cmd" },
        { RosterLineProblem.FormulaLeadingCell, "name", "@SUM" },
        { RosterLineProblem.FormulaLeadingCell, "name", "-1" },
        { RosterLineProblem.EmailMissing, "email", "" },
        { RosterLineProblem.EmailBad, "email", "ann" },
        { RosterLineProblem.EmailBad, "email", "ann@example" },
        { RosterLineProblem.EmailBad, "email", "a..n@example.org" },
        { RosterLineProblem.EmailBad, "email", "ann@ex ample.org" },
        { RosterLineProblem.EmailBad, "email", "ann@b@example.org" },
        { RosterLineProblem.EmailBad, "email", "ann@127.0.0.1" },
        { RosterLineProblem.EmailBad, "email", "ann@-example.org" },
        { RosterLineProblem.EmailNotAscii, "email", "\u0430nn@example.org" },
        { RosterLineProblem.LocalMissing, "local", "" },
        { RosterLineProblem.LocalBad, "local", "080" },
        { RosterLineProblem.LocalBad, "local", "Grips" },
        { RosterLineProblem.LocalUnknown, "local", "81" },
        { RosterLineProblem.StandingUnknown, "standing", "" },
        { RosterLineProblem.StandingUnknown, "standing", "fine" },
        { RosterLineProblem.DateOfBirthBad, "born", "21.3.1984" },
        { RosterLineProblem.DateOfBirthBad, "born", "1984-02-30" },
        { RosterLineProblem.MembershipDateBad, "since", "2019-13-01" },
        { RosterLineProblem.MembershipDateBad, "until", "soon" },
    };

    [Theory]
    [MemberData(nameof(CellFaults))]
    public void A_cell_with_one_fault_is_refused_for_it(RosterLineProblem problem, string cell, string text)
    {
        RosterLine line = cell switch
        {
            "card" => Ann with { CardNumber = text },
            "name" => Ann with { Name = text },
            "email" => Ann with { Email = text },
            "local" => Ann with { Local = text },
            "standing" => Ann with { Standing = text },
            "since" => Ann with { Since = text },
            "until" => Ann with { Until = text },
            _ => Ann with { DateOfBirth = text },
        };
        AssertOnly(problem, Check(line));
    }

    [Fact]
    public void A_membership_may_last_one_day_and_not_less()
    {
        Assert.True(Check(Ann with { Since = "2019-06-01", Until = "2019-06-01" }).IsClean);
        AssertOnly(RosterLineProblem.EndsBeforeItBegins, Check(Ann with { Since = "2019-06-01", Until = "2019-05-31" }));
    }

    [Fact]
    public void A_tab_before_a_formula_is_both_a_formula_and_a_character_that_does_not_print() => Assert.Equal(
        [RosterLineProblem.FormulaLeadingCell, RosterLineProblem.CharacterThatDoesNotPrint],
        Check(Ann with { Name = "\t=1" }).Findings.Select(f => f.Problem));

    [Fact]
    public void The_same_member_twice_in_a_local_is_told_with_the_earlier_line() =>
        Assert.Equal([new RosterFinding(2, RosterLineProblem.MembershipRepeated, 0)], Check(Ann, Bob, Ann with { CardNumber = "a-1001" }).Findings);

    [Fact]
    public void One_card_number_is_one_person()
    {
        AssertOnly(RosterLineProblem.CardNumberOfAnotherName, Check(Ann, Ann with { Local = "600", Name = "Anna Neil" }));
        AssertOnly(RosterLineProblem.MemberHasTwoEmails, Check(Ann, Ann with { Local = "600", Email = "b@example.org" }));
        AssertOnly(RosterLineProblem.MemberHasTwoDatesOfBirth, Check(Ann, Ann with { Local = "600", DateOfBirth = "" }));
    }

    [Fact]
    public void One_address_is_one_person_and_one_that_looks_like_it_is_told()
    {
        AssertOnly(RosterLineProblem.EmailOfAnotherMember, Check(Ann, Bob with { Email = "ANN@example.org" }));
        AssertOnly(RosterLineProblem.EmailLooksLikeAnother, Check(Ann with { Email = "lo@example.org" }, Bob with { Email = "10@example.org" }));
    }

    [Fact]
    public void A_card_number_that_looks_like_another_is_told() =>
        AssertOnly(RosterLineProblem.CardNumberLooksLikeAnother, Check(Ann, Bob with { CardNumber = "A-1OO1" }));

    [Theory]
    [InlineData("ANN O\u2019NEIL")]
    [InlineData("Ann O'Nei1")]
    [InlineData("\u00C1nn O'Neil")]
    public void Two_cards_for_a_name_that_looks_the_same_and_one_date_of_birth_are_told(string name) =>
        AssertOnly(RosterLineProblem.MemberLooksLikeAnother, Check(Ann, Ann with { CardNumber = "B-7", Email = "b@example.org", Name = name }));

    [Fact]
    public void Two_people_of_one_name_in_one_local_are_two_people_when_their_dates_of_birth_differ_or_are_not_known()
    {
        Assert.True(Check(Ann, Ann with { CardNumber = "B-7", Email = "b@example.org", DateOfBirth = "1990-01-01" }).IsClean);
        Assert.True(Check(Ann with { DateOfBirth = "" }, Ann with { CardNumber = "B-7", Email = "b@example.org", DateOfBirth = "" }).IsClean);
    }

    [Theory]
    [InlineData("paypal", "\u0440\u0430\u0443\u0440\u0430l")]
    [InlineData("IRENE", "\u0399RENE")]
    [InlineData("Scope", "\u0405\u0441\u043E\u0440\u0435")]
    [InlineData("Ann", " A\u200Bnn ")]
    [InlineData("Bill", "B1ll")]
    [InlineData("Oto", "0to")]
    public void Look_alikes_have_one_skeleton(string one, string other) => Assert.Equal(LookAlike.Skeleton(one), LookAlike.Skeleton(other));

    [Theory]
    [InlineData("Ann", "Anna")]
    [InlineData("Kim", "Tim")]
    [InlineData("\u6F22", "\u5B57")]
    public void Different_names_have_different_skeletons(string one, string other) => Assert.NotEqual(LookAlike.Skeleton(one), LookAlike.Skeleton(other));

    [Theory]
    [InlineData("\u0410\u043D\u043D\u0430 \u041F\u0435\u0442\u0440\u043E\u0432\u0430", false)]
    [InlineData("Zo\u00EB \u039D\u03AF\u03BA\u03B7", false)]
    [InlineData("Zo\u0435", true)]
    public void A_name_may_be_in_any_alphabet_but_not_mix_them_in_a_word(string name, bool mixes) => Assert.Equal(mixes, LookAlike.MixesAlphabets(name));

    [Fact]
    public void Letters_beyond_the_basic_plane_print() => Assert.True(Check(Ann with { Name = "\U00020BB7\u91CE" }).IsClean);

    [Fact]
    public void Every_standing_but_unknown_can_be_written_and_every_problem_has_words_of_its_own()
    {
        Assert.True(RosterCheck.TryParseStanding("withdrawn", out Standing standing));
        Assert.Equal(Standing.Withdrawn, standing);
        Assert.False(RosterCheck.TryParseStanding("unknown", out _));
        Assert.Equal(Enum.GetValues<RosterLineProblem>().Length, Enum.GetValues<RosterLineProblem>().Select(RosterWords.Of).Distinct().Count());
    }
}
