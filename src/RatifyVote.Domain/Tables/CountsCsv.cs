using System.Globalization;
using RatifyVote.Domain.Outcomes;

namespace RatifyVote.Domain.Tables;

/// <summary>A table of counts as text: columns local, yes, no, and where known name, eligible, delegates, blank, group. An
/// empty cell means "not known", never zero.</summary>
public static class CountsCsv
{
    private static readonly string[] Known = ["local", "name", "eligible", "delegates", "yes", "no", "blank", "group"];
    private static readonly string[] Required = ["local", "yes", "no"];

    /// <summary>Reads a table; false with every problem found. Whether the counts make sense together is
    /// <see cref="CountsTable.ProblemsOf"/>'s to say.</summary>
    public static bool TryParse(string text, out IReadOnlyList<UnitCounts> units, out IReadOnlyList<CsvProblem> problems)
    {
        units = [];
        if (!CsvText.TryParse(text, out IReadOnlyList<CsvText.Row> rows, out CsvProblem? unreadable))
        {
            problems = [unreadable!];
            return false;
        }
        List<CsvProblem> found = [];
        IReadOnlyList<string> heading = rows[0].Cells;
        found.AddRange(heading.Where(c => !Known.Contains(c)).Select(c => new CsvProblem(CsvFault.HeadingUnknown, 1, c)));
        found.AddRange(heading.GroupBy(c => c).Where(g => g.Count() > 1).Select(g => new CsvProblem(CsvFault.HeadingRepeated, 1, g.Key)));
        found.AddRange(Required.Where(c => !heading.Contains(c)).Select(c => new CsvProblem(CsvFault.HeadingMissing, 1, c)));
        problems = found;
        if (found.Count > 0) return false;

        units = [.. rows.Skip(1).Select(row => ReadUnit(new Line(row, heading, found)))];
        return found.Count == 0;
    }

    private static UnitCounts ReadUnit(Line line) => new()
    {
        Unit = line.Unit(),
        Name = line.Text("name"),
        Eligible = line.Count("eligible"),
        Delegates = line.Count("delegates"),
        Yes = line.RequiredCount("yes"),
        No = line.RequiredCount("no"),
        Blank = line.Count("blank"),
        Group = line.Text("group"),
    };

    private sealed class Line(CsvText.Row row, IReadOnlyList<string> heading, List<CsvProblem> problems)
    {
        public UnitKey Unit()
        {
            string cell = Cell("local");
            if (LocalNumber.TryParse(cell, out LocalNumber local)) return UnitKey.Of(local);
            if (UnitKey.TryParse(cell, out UnitKey unit)) return unit;
            Problem(cell.Length == 0 ? CsvFault.CellMissing : CsvFault.CellNotPlain, "local");
            return default;
        }

        public string? Text(string column) => Cell(column) is { Length: > 0 } cell ? cell : null;

        public long? Count(string column)
        {
            string cell = Cell(column);
            if (cell.Length == 0) return null;
            if (cell.Length <= 10 && cell.All(char.IsAsciiDigit) && long.Parse(cell, CultureInfo.InvariantCulture) is <= UnitCounts.Largest and long count)
            {
                return count;
            }
            Problem(CsvFault.CellNotCount, column);
            return null;
        }

        public long RequiredCount(string column)
        {
            if (Cell(column).Length == 0) Problem(CsvFault.CellMissing, column);
            return Count(column) ?? 0;
        }

        private string Cell(string column)
        {
            for (int i = 0; i < heading.Count; i++)
            {
                if (heading[i] == column) return row.Cells[i];
            }
            return "";
        }

        private void Problem(CsvFault fault, string column) => problems.Add(new CsvProblem(fault, row.Line, column));
    }
}
