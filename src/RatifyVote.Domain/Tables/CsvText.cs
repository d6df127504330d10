using System.Text;

namespace RatifyVote.Domain.Tables;

/// <summary>Why a text is no table of comma-separated cells.</summary>
public enum CsvFault { NoHeading, QuoteNotClosed, QuoteInsideCell, TextAfterQuote, WrongNumberOfCells, HeadingRepeated, HeadingUnknown, HeadingMissing, CellMissing, CellNotCount, CellNotPlain }

/// <summary>A problem with the line it is on, counted from 1, and the column it concerns, or null.</summary>
public sealed record CsvProblem(CsvFault Fault, int Line, string? Column = null)
{
    public string InWords() => $"Line {Line}{(Column is null ? "" : $", column {Column}")}: " + Fault switch
    {
        CsvFault.NoHeading => "there is no heading.",
        CsvFault.QuoteNotClosed => "a quotation mark is opened and never closed.",
        CsvFault.QuoteInsideCell => "a quotation mark stands inside a cell that does not begin with one.",
        CsvFault.TextAfterQuote => "text follows a closing quotation mark.",
        CsvFault.WrongNumberOfCells => "the line does not have as many cells as the heading.",
        CsvFault.HeadingRepeated => "the column is named more than once.",
        CsvFault.HeadingUnknown => "there is no such column; there are local, name, eligible, delegates, yes, no, blank, group.",
        CsvFault.HeadingMissing => "the column is missing.",
        CsvFault.CellMissing => "the cell is empty.",
        CsvFault.CellNotCount => "this is not a count: digits only, at most 1000000000.",
        CsvFault.CellNotPlain => "this must be 1 to 100 printable characters.",
    };
}

/// <summary>Strict reading of comma-separated text (RFC 4180): quoted cells, doubled quotation marks, lines ended by LF or
/// CRLF, a byte order mark at the start allowed, every line as wide as the first. Empty lines at the end are ignored.</summary>
public sealed class CsvText
{
    private readonly string text;
    private int at;
    private int line = 1;

    private CsvText(string text) => this.text = text;

    /// <summary>One line of cells and where it begins, counted from 1.</summary>
    public sealed record Row(int Line, IReadOnlyList<string> Cells);

    /// <summary>The heading and all lines below it; false with the first problem found.</summary>
    public static bool TryParse(string text, out IReadOnlyList<Row> rows, out CsvProblem? problem)
    {
        string body = text.TrimStart('\uFEFF').TrimEnd('\r', '\n');
        List<Row> read = [];
        rows = read;
        problem = body.Length == 0 ? new CsvProblem(CsvFault.NoHeading, 1) : null;
        CsvText reader = new(body);
        while (problem is null && reader.at <= reader.text.Length)
        {
            int begins = reader.line;
            List<string> cells = [];
            problem = reader.ReadLine(cells);
            if (problem is not null) break;
            read.Add(new Row(begins, cells));
            if (cells.Count != read[0].Cells.Count) problem = new CsvProblem(CsvFault.WrongNumberOfCells, begins);
        }
        return problem is null;
    }

    private CsvProblem? ReadLine(List<string> cells)
    {
        while (true)
        {
            bool quoted = at < text.Length && text[at] == '"';
            CsvProblem? problem = quoted ? ReadQuoted(cells) : ReadBare(cells);
            if (problem is not null) return problem;
            if (at >= text.Length)
            {
                at = text.Length + 1;
                return null;
            }
            if (text[at++] == ',') continue;
            if (text[at - 1] == '\r') at++;
            line++;
            return null;
        }
    }

    private CsvProblem? ReadBare(List<string> cells)
    {
        int start = at;
        while (at < text.Length && text[at] != ',' && !IsLineEnd())
        {
            if (text[at] == '"') return new CsvProblem(CsvFault.QuoteInsideCell, line);
            at++;
        }
        cells.Add(text[start..at]);
        return null;
    }

    private CsvProblem? ReadQuoted(List<string> cells)
    {
        int opened = line;
        StringBuilder cell = new();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 >= text.Length || text[at + 1] != '"')
                {
                    at++;
                    cells.Add(cell.ToString());
                    return at == text.Length || text[at] == ',' || IsLineEnd() ? null : new CsvProblem(CsvFault.TextAfterQuote, line);
                }
                at++;
            }
            else if (text[at] == '\n')
            {
                line++;
            }
            cell.Append(text[at]);
        }
        return new CsvProblem(CsvFault.QuoteNotClosed, opened);
    }

    private bool IsLineEnd() => text[at] == '\n' || (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n');
}
