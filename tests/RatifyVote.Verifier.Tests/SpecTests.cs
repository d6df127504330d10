using System.Text.RegularExpressions;
using RatifyVote.Protocol.Checks;
using RatifyVote.Verifier.Checks;

namespace RatifyVote.Verifier.Tests;

public sealed partial class SpecTests
{
    [Fact]
    public void SPEC_lists_exactly_the_checks_of_the_code_in_the_same_words()
    {
        string spec = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "SPEC.md"));
        IEnumerable<string> written = Row().Matches(spec).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value} {m.Groups[3].Value}");
        IEnumerable<string> coded = BoardChecks.All.Concat(VoteChecks.All).Select(c => $"{c.Id} {c.Says} {c.Guards}");
        Assert.Equal(coded.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_two_checks_have_the_same_number() =>
        Assert.Distinct(BoardChecks.All.Concat(VoteChecks.All).Select(c => c.Id));

    [GeneratedRegex(@"^\| ([A-Z]\d\d) \|(?: (?:unit|vote) \|)? (.*?) \| (.*?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
