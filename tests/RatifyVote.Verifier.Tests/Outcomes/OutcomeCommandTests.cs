using RatifyVote.Domain.Rules;
using RatifyVote.Verifier.Outcomes;

namespace RatifyVote.Verifier.Tests.Outcomes;

public sealed class OutcomeCommandTests : IDisposable
{
    private static readonly string Contest2021 = Path.Combine(AppContext.BaseDirectory, "data", "contest_2021_basic_like.csv");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ratifyvote-outcome");

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static (int Exit, string[] Lines, string Errors) Run(params string[] args)
    {
        StringWriter output = new();
        StringWriter errors = new();
        int exit = OutcomeCommand.Run(args, output, errors);
        return (exit, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries), errors.ToString());
    }

    private static string Outcome(string rules, string table)
    {
        (int exit, string[] lines, string errors) = Run("--rules", rules, "--table", table);
        Assert.Equal((0, ""), (exit, errors));
        return lines[^1];
    }

    [Fact]
    public void The_2021_table_is_carried_with_every_reason_printed()
    {
        (int exit, string[] lines, _) = Run("--rules", "iatse_ratification", "--table", Contest2021);
        Assert.Equal(0, exit);
        Assert.Contains("Local 80: 1,048 Yes of 2,350 valid ballots, more than half needed: No, 33 delegates", lines);
        Assert.Contains("Delegates: 256 Yes, 188 No of 444, 223 needed (more than half): met", lines);
        Assert.Contains("  assumed, not in the source: a tie in a unit fails", lines);
        Assert.Equal("OUTCOME: carried", lines[^1]);
    }

    [Fact]
    public void The_same_table_fails_by_the_popular_vote() => Assert.Equal("OUTCOME: failed", Outcome("wga", Contest2021));

    [Fact]
    public void A_table_without_what_the_rules_need_is_undetermined_and_exits_0() =>
        Assert.Equal("OUTCOME: undetermined (needs delegates)", Outcome("iatse_ratification", Write("t.csv", "local,yes,no\n80,3,2\n")));

    [Fact]
    public void Columns_that_the_rules_do_not_need_may_be_missing() =>
        Assert.Equal("OUTCOME: carried", Outcome("wga", Write("t.csv", "local,yes,no\n80,3,2\nWest,1,1\n")));

    [Fact]
    public void Every_preset_runs_on_the_2021_table()
    {
        Assert.All(RulePresets.All, preset => Assert.StartsWith("OUTCOME: ", Outcome(preset.Name, Contest2021)));
    }

    [Fact]
    public void Rules_are_read_from_a_file()
    {
        RuleSet tieCarries = RulePresets.Find("wga")! with { Name = "tie carries", Aggregate = new AggregateRule(RequiredShare.MoreThan(1, 2), AggregateBase.Valid, TieRule.Carries) };
        string table = Write("t.csv", "local,yes,no\n1,5,5\n");
        Assert.Equal("OUTCOME: carried", Outcome(Write("rules.json", "\uFEFF" + tieCarries.ToJson()), table));
        Assert.Equal("OUTCOME: failed", Outcome("wga", table));
    }

    [Theory]
    [InlineData("local,yes,no\n1,x,3\n", "Line 2, column yes: this is not a count")]
    [InlineData("local,yes,no\n1,2,3\n1,2,3\n", "Local 1: the unit is listed more than once.")]
    [InlineData("local,yes,no,eligible\n1,2,3,4\n", "Local 1: there are more ballots than people on the roll.")]
    [InlineData("local,yes,no\n", "The table: there is no unit.")]
    [InlineData("", "Line 1: there is no heading.")]
    public void An_unreadable_table_gets_a_message_and_exit_2(string table, string message)
    {
        (int exit, string[] lines, string errors) = Run("--rules", "wga", "--table", Write("t.csv", table));
        Assert.Equal(2, exit);
        Assert.Empty(lines);
        Assert.Contains(message, errors);
    }

    [Fact]
    public void Bytes_that_are_no_text_get_a_message_and_exit_2()
    {
        string path = Path.Combine(folder.FullName, "t.csv");
        File.WriteAllBytes(path, [0x6C, 0xFF, 0xFE]);
        (int exit, _, string errors) = Run("--rules", "wga", "--table", path);
        Assert.Equal(2, exit);
        Assert.Contains("cannot be read", errors);
    }

    [Fact]
    public void Unsound_rules_and_missing_files_get_a_message_and_exit_2()
    {
        (int exit, _, string errors) = Run("--rules", Write("rules.json", "{\"name\":\"x\"}"), "--table", Contest2021);
        Assert.Equal(2, exit);
        Assert.Contains("roll: this is required and missing.", errors);

        (exit, _, errors) = Run("--rules", "no_such_preset", "--table", Contest2021);
        Assert.Equal(2, exit);
        Assert.Contains("neither a preset nor a file", errors);

        (exit, _, errors) = Run("--rules", "wga", "--table", Path.Combine(folder.FullName, "absent.csv"));
        Assert.Equal(2, exit);
        Assert.Contains("cannot be read", errors);

        (exit, _, _) = Run("--rules", "wga", "--table", folder.FullName);
        Assert.Equal(2, exit);
    }

    [Theory]
    [InlineData()]
    [InlineData("--rules", "wga")]
    [InlineData("--rules", "wga", "--table")]
    [InlineData("--rules", "wga", "--rules", "wga")]
    [InlineData("--rules", "wga", "--table", "t.csv", "--json", "x")]
    public void Wrong_arguments_get_the_usage_and_exit_2(params string[] args)
    {
        (int exit, _, string errors) = Run(args);
        Assert.Equal(2, exit);
        Assert.StartsWith("usage: outcome --rules PRESET|rules.json --table counts.csv", errors);
    }
}
