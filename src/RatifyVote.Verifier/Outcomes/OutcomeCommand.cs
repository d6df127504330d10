using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Rules;
using RatifyVote.Domain.Tables;

namespace RatifyVote.Verifier.Outcomes;

/// <summary><c>outcome --rules PRESET|rules.json --table counts.csv</c>: what a table of counts comes to under a rule set.</summary>
public static class OutcomeCommand
{
    public const string Usage = "outcome --rules PRESET|rules.json --table counts.csv";

    private const int Printed = 0;
    private const int Unreadable = 2;

    /// <summary>Prints the outcome with its reasons; the last line is <c>OUTCOME: carried</c>, <c>OUTCOME: failed</c> or
    /// <c>OUTCOME: undetermined (why)</c>. Exit code 0, or 2 with a message when something cannot be read.</summary>
    /// <param name="args">What follows the word "outcome".</param>
    public static int Run(IReadOnlyList<string> args, TextWriter @out, TextWriter err)
    {
        if (Options(args) is not { } options)
        {
            err.WriteLine("usage: " + Usage);
            err.WriteLine("presets: " + string.Join(", ", RulePresets.All.Select(p => p.Name)));
            return Unreadable;
        }
        if (ReadRules(options.Rules, err) is not { } rules || ReadTable(options.Table, err) is not { } table) return Unreadable;
        Print(Outcome.Decide(rules, table), @out);
        return Printed;
    }

    private static void Print(Outcome outcome, TextWriter @out)
    {
        @out.WriteLine($"Rules: {outcome.Rules.Name}");
        foreach (string line in RuleWords.Describe(outcome.Rules)) @out.WriteLine("  " + line);
        foreach (string line in RuleWords.AssumedIn(outcome.Rules)) @out.WriteLine("  assumed, not in the source: " + line);
        foreach (string line in OutcomeWords.ReasonsOf(outcome)) @out.WriteLine(line);
        foreach (FlagFinding flag in outcome.Flags) @out.WriteLine(OutcomeWords.Of(flag));
        @out.WriteLine(OutcomeWords.Of(outcome.Popular, decides: outcome.Rules.Units is null));
        @out.WriteLine("OUTCOME: " + OutcomeWords.VerdictOf(outcome));
    }

    private static (string Rules, string Table)? Options(IReadOnlyList<string> args)
    {
        string? rules = null;
        string? table = null;
        for (int i = 0; i + 1 < args.Count; i += 2)
        {
            if (args[i] == "--rules" && rules is null) rules = args[i + 1];
            else if (args[i] == "--table" && table is null) table = args[i + 1];
            else return null;
        }
        return args.Count == 4 && rules is not null && table is not null ? (rules, table) : null;
    }

    private static RuleSet? ReadRules(string preset, TextWriter err)
    {
        if (RulePresets.Find(preset) is { } known) return known;
        if (!File.Exists(preset))
        {
            err.WriteLine($"{preset}: neither a preset nor a file. Presets: {string.Join(", ", RulePresets.All.Select(p => p.Name))}.");
            return null;
        }
        if (ReadText(preset, err) is not { } text) return null;
        if (RuleSet.TryParse(text, out RuleSet? rules, out IReadOnlyList<RuleSetProblem> problems)) return rules;
        foreach (RuleSetProblem problem in problems) err.WriteLine($"{preset}: {problem.InWords()}");
        return null;
    }

    private static IReadOnlyList<UnitCounts>? ReadTable(string path, TextWriter err)
    {
        if (ReadText(path, err) is not { } text) return null;
        if (!CountsCsv.TryParse(text, out IReadOnlyList<UnitCounts> units, out IReadOnlyList<CsvProblem> unreadable))
        {
            foreach (CsvProblem problem in unreadable) err.WriteLine($"{path}: {problem.InWords()}");
            return null;
        }
        IReadOnlyList<CountsProblem> impossible = CountsTable.ProblemsOf(units);
        foreach (CountsProblem problem in impossible) err.WriteLine($"{path}: {problem.InWords()}");
        return impossible.Count == 0 ? units : null;
    }

    private static string? ReadText(string path, TextWriter err)
    {
        try
        {
            return BoundedText.Read(path);
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            err.WriteLine($"{path}: cannot be read: {cannot.Message}");
            return null;
        }
    }
}
