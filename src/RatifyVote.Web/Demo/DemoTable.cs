using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Rules;
using RatifyVote.Domain.Tables;

namespace RatifyVote.Web.Demo;

/// <summary>Thirteen locals at 1:100 of a table that meets every figure published of the 2021 Basic Agreement vote; every local keeps its direction, so it is 256 to 188.</summary>
internal static class DemoTable
{
    public static RuleSet Rules { get; } = RulePresets.Find("iatse_ratification")!;

    public static IReadOnlyList<UnitCounts> Read()
    {
        using Stream resource = typeof(DemoTable).Assembly.GetManifestResourceStream("Demo/contest_2021_basic_like.csv")!;
        using StreamReader reader = new(resource);
        return CountsCsv.TryParse(reader.ReadToEnd(), out IReadOnlyList<UnitCounts> table, out _)
            ? ScaledTable.Of(table, Rules, new ScaleFraction(1, 100))
            : throw new InvalidOperationException("The demonstration's table cannot be read.");
    }
}
