using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Tables;

namespace RatifyVote.Domain.Tests;

/// <summary>The published tables in data/, row by row, cells by column name.</summary>
internal static class Data
{
    public static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", file));

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string file)
    {
        Assert.True(CsvText.TryParse(Text(file), out IReadOnlyList<CsvText.Row> rows, out CsvProblem? problem), problem?.InWords());
        return [.. rows.Skip(1).Select(row => rows[0].Cells.Zip(row.Cells).ToDictionary(p => p.First, p => p.Second))];
    }

    public static IReadOnlyList<UnitCounts> Contest2021()
    {
        Assert.True(CountsCsv.TryParse(Text("contest_2021_basic_like.csv"), out IReadOnlyList<UnitCounts> units, out _));
        return units;
    }

    public static UnitCounts Local(int number, long yes, long no, long? blank = 0, long? delegates = 1, long? eligible = null) => new()
    {
        Unit = UnitKey.Of(new LocalNumber(number)), Yes = yes, No = no, Blank = blank, Delegates = delegates, Eligible = eligible,
    };
}
