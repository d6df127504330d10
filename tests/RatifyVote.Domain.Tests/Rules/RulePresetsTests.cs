using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Tests.Rules;

public class RulePresetsTests
{
    public static TheoryData<string> Names => [.. RulePresets.All.Select(p => p.Name)];

    [Fact]
    public void Every_published_preset_is_there_by_its_name_with_its_source_and_no_other()
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> published = Data.Rows("rule_presets.csv");

        Assert.Equal(published.Select(row => (row["preset"], row["source"])), RulePresets.All.Select(p => (p.Name, p.Source ?? "")));
        Assert.All(published, row => Assert.Equal(row["preset"], RulePresets.Find(row["preset"])?.Name));
        Assert.Null(RulePresets.Find("Iatse_ratification"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_preset_is_sound_and_its_text_reads_back_as_itself(string name)
    {
        RuleSet preset = RulePresets.Find(name)!;
        Assert.Empty(preset.Problems());
        Assert.True(RuleSet.TryParse(preset.ToJson(), out RuleSet? read, out IReadOnlyList<RuleSetProblem> problems), string.Join(' ', problems));
        Assert.Equal(preset, read);
        Assert.Equal(preset.ToJson(), read!.ToJson());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_no_source_publishes_is_assumed_in_every_preset(string name)
    {
        RuleSet preset = RulePresets.Find(name)!;
        // No source says which of two ballots counts, nor whether blanks are in the base.
        Assert.Contains(RuleField.BallotKept, preset.Assumed);
        Assert.Equal(BallotKept.Last, preset.BallotKept);
        if (preset.Units is { } units)
        {
            Assert.Contains(RuleField.UnitBase, preset.Assumed);
            Assert.Contains(RuleField.UnitNoBallots, preset.Assumed);
            Assert.Equal((BallotBase.Valid, NoBallotsRule.CountsNo), (units.Base, units.NoBallots));
        }
        else
        {
            Assert.Contains(RuleField.AggregateBase, preset.Assumed);
            Assert.Equal(AggregateBase.Valid, preset.Aggregate!.Base);
        }
        Assert.Equal(preset.Assumed.Count, RuleWords.AssumedIn(preset).Distinct().Count());
    }

    [Fact]
    public void A_tie_that_the_source_calls_unknown_fails_and_is_assumed()
    {
        foreach (IReadOnlyDictionary<string, string> row in Data.Rows("rule_presets.csv"))
        {
            RuleSet preset = RulePresets.Find(row["preset"])!;
            RuleField tie = preset.Units is null ? RuleField.AggregateTie : RuleField.UnitTie;
            TieRule? rule = preset.Units is { } units ? units.Tie : preset.Aggregate!.Tie;
            switch (row["unit_on_tie"])
            {
                case "unknown":
                    Assert.Equal(TieRule.Fails, rule);
                    Assert.Contains(tie, preset.Assumed);
                    break;
                case "fails":
                    Assert.Equal(TieRule.Fails, rule);
                    Assert.DoesNotContain(tie, preset.Assumed);
                    break;
                case "n/a":
                    Assert.Null(rule);
                    break;
                default:
                    // The source names the article that resolves ties, not what it says.
                    Assert.Equal("teamsters_pre_2021", preset.Name);
                    Assert.Contains(tie, preset.Assumed);
                    break;
            }
        }
    }

    [Fact]
    public void Assumed_values_are_told_in_words() => Assert.Equal(
        [
            "the last ballot of a member counts",
            "in a unit, more than half is of valid ballots (blanks are left out)",
            "a tie in a unit fails",
            "a unit without valid ballots counts No",
            "a tie over all fails",
        ],
        RuleWords.AssumedIn(RulePresets.Find("iatse_ratification")!));

    [Fact]
    public void Rules_are_told_in_words() => Assert.Equal(
        [
            "members entitled to vote are on the roll",
            "the last ballot of a member counts",
            "all ballots are counted together",
            "carried with more than half of valid ballots (blanks are left out)",
            "a tie over all fails",
            "turnout must be at least half of eligible members; below it nothing is carried",
            "Yes must also be at least 40% of eligible members if the vote is in important public services",
        ],
        RuleWords.Describe(RulePresets.Find("uk_2017_2026")!));
}
