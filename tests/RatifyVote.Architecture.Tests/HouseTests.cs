using System.Text.RegularExpressions;

namespace RatifyVote.Architecture.Tests;

/// <summary>What must never stand in our code, each with the names of those that break it.</summary>
public sealed partial class HouseTests
{
    private static readonly string[] Code = [".cs", ".razor", ".ts", ".css"];

    /// <summary>Files over 400 lines, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongWithReason = [];

    [Fact]
    public void No_file_is_longer_than_400_lines_without_a_reason()
    {
        string[] offenders = [.. Source.Files("src", Code).Where(f => !f.Name.EndsWith(".d.ts", StringComparison.Ordinal) && !f.Name.Contains("/wwwroot/booth/", StringComparison.Ordinal))
            .Select(f => (f.Name, f.Lines.Length)).Where(f => f.Length > 400 && !LongWithReason.ContainsKey(f.Name)).Select(f => $"{f.Name}: {f.Length}")];
        Assert.Empty(offenders);
    }

    [Fact]
    public void No_type_is_called_manager_helper_or_utils()
    {
        string[] offenders = [.. Source.Files("src", ".cs").SelectMany(f => VagueName().Matches(f.Text).Select(m => $"{f.Name}: {m.Value}"))];
        Assert.Empty(offenders);
    }

    [Fact]
    public void Nothing_is_left_unfinished()
    {
        string[] offenders = [.. Source.Files("src", Code).SelectMany(f => Unfinished().Matches(f.Text).Select(m => $"{f.Name}: {m.Value}"))];
        Assert.Empty(offenders);
    }

    [Fact]
    public void No_test_is_skipped()
    {
        string[] offenders = [.. Source.Files("tests", ".cs").SelectMany(f => Skipped().Matches(f.Text).Select(m => $"{f.Name}: {m.Value}")),
            .. Source.Files("src/RatifyVote.Booth", ".test.ts").SelectMany(f => SkippedInTypeScript().Matches(f.Text).Select(m => $"{f.Name}: {m.Value}"))];
        Assert.Empty(offenders);
    }

    [Fact]
    public void The_booth_takes_its_randomness_from_the_browser_only()
    {
        string[] offenders = [.. Source.Files("src/RatifyVote.Booth", ".ts").Where(f => f.Text.Contains("Math.random", StringComparison.Ordinal)).Select(f => f.Name)];
        Assert.Empty(offenders);
    }

    [Fact]
    public void No_page_carries_a_script_of_its_own()
    {
        string[] offenders = [.. Source.Files("src/RatifyVote.Web", ".razor").Where(f => InlineScript().IsMatch(f.Text)).Select(f => f.Name)];
        Assert.Empty(offenders);
    }

    [GeneratedRegex(@"\b(?:class|record|struct|interface)\s+\w*(?:Manager|Helper|Helpers|Utils|Util|Common)\b")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bSkip\s*=|Assert\.Skip\w*\(|Assert\.True\(true\)")]
    private static partial Regex Skipped();

    [GeneratedRegex(@"\b(?:it|test|describe)\.(?:skip|todo|only)\b")]
    private static partial Regex SkippedInTypeScript();

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)|\son[a-z]+=")]
    private static partial Regex InlineScript();
}
