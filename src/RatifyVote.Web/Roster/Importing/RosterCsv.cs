using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using RatifyVote.Domain.Rosters;

namespace RatifyVote.Web.Roster.Importing;

/// <summary>Why a file is not read at all. Texts: <c>UploadProblem.*</c>.</summary>
internal enum UploadProblem
{
    NoFile,
    TooLarge,
    NotUtf8,
    NoHeading,
    ColumnUnknown,
    ColumnTwice,
    ColumnMissing,
    CellTooLong,
    NoLines,
    TooManyLines,
    DayBad,
    DayInFuture,
}

/// <summary>A problem of one line of a file.</summary>
/// <param name="Row">Line of the file, from 1, as an editor numbers it.</param>
/// <param name="OtherRow">The earlier line it collides with, or null.</param>
internal sealed record LineFinding(int Row, RosterLineProblem Problem, int? OtherRow = null);

/// <summary>What a file of roster lines turned out to be.</summary>
internal abstract record RosterFile
{
    private RosterFile() { }

    /// <param name="Rows">The row in the file of each line.</param>
    /// <param name="Broken">Rows that are no lines at all.</param>
    /// <param name="Hash">SHA-256 of the bytes.</param>
    public sealed record Read(IReadOnlyList<RosterLine> Lines, IReadOnlyList<int> Rows, IReadOnlyList<LineFinding> Broken, byte[] Hash) : RosterFile;

    /// <param name="Detail">The column or row it is about, or empty.</param>
    public sealed record Unreadable(UploadProblem Why, string Detail) : RosterFile;
}

/// <summary>Reads a roster file: UTF-8, commas, semicolons or tabs, a heading with the columns by name in any order. An unknown column is refused, not
/// passed over: a file that says "weight" means something that would not happen.</summary>
internal static class RosterCsv
{
    public const int MostLines = 200_000;
    private const int LongestCell = 1_000;
    private static readonly string[] Required = ["card", "name", "email", "local", "standing", "born"];
    private static readonly string[] Optional = ["since", "until"];

    /// <summary>Column names in the order of an export.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. Required, .. Optional];

    public static async Task<RosterFile> ReadAsync(Stream file, CancellationToken ct)
    {
        using SHA256 hash = SHA256.Create();
        await using CryptoStream hashed = new(file, hash, CryptoStreamMode.Read, leaveOpen: true);
        using StreamReader reader = new(hashed, new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            string heading = await reader.ReadLineAsync(ct) ?? "";
            char delimiter = new[] { ',', ';', '\t' }.MaxBy(one => heading.Count(c => c == one));
            string[] columns = [.. heading.Split(delimiter).Select(cell => cell.Trim(' ', '"', '\u00A0').ToLowerInvariant())];
            return HeadingProblem(heading, columns) ?? await LinesAsync(reader, delimiter, columns, hash, ct);
        }
        catch (DecoderFallbackException)
        {
            return new RosterFile.Unreadable(UploadProblem.NotUtf8, "");
        }
    }

    private static RosterFile.Unreadable? HeadingProblem(string heading, string[] columns)
    {
        if (string.IsNullOrWhiteSpace(heading))
        {
            return new(UploadProblem.NoHeading, "");
        }

        if (columns.FirstOrDefault(column => !Columns.Contains(column)) is { } unknown)
        {
            return new(UploadProblem.ColumnUnknown, unknown.Length > 40 ? unknown[..40] : unknown);
        }

        if (columns.GroupBy(column => column).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            return new(UploadProblem.ColumnTwice, twice.Key);
        }

        return Required.FirstOrDefault(column => !columns.Contains(column)) is { } missing ? new(UploadProblem.ColumnMissing, missing) : null;
    }

    private static async Task<RosterFile> LinesAsync(StreamReader reader, char delimiter, string[] columns, SHA256 hash, CancellationToken ct)
    {
        bool badQuotes = false;
        using CsvParser parser = new(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            HasHeaderRecord = false,
            MaxFieldSize = LongestCell,
            LineBreakInQuotedFieldIsBadData = true,
            BadDataFound = _ => badQuotes = true,
        }, leaveOpen: true);
        List<RosterLine> lines = [];
        List<int> rows = [];
        List<LineFinding> broken = [];
        int[] places = [.. Columns.Select(column => Array.IndexOf(columns, column))];
        try
        {
            while (await parser.ReadAsync())
            {
                ct.ThrowIfCancellationRequested();
                // Quotes are judged when the cells are taken; the heading was row 1.
                string[] cells = parser.Record!;
                int row = parser.RawRow + 1;
                if (badQuotes || cells.Length != columns.Length)
                {
                    broken.Add(new(row, badQuotes ? RosterLineProblem.QuotesBad : RosterLineProblem.WrongNumberOfCells));
                    badQuotes = false;
                    continue;
                }

                if (lines.Count == MostLines)
                {
                    return new RosterFile.Unreadable(UploadProblem.TooManyLines, MostLines.ToString("N0", CultureInfo.CurrentCulture));
                }

                lines.Add(LineOf([.. places.Select(place => place < 0 ? "" : cells[place])]));
                rows.Add(row);
            }
        }
        catch (MaxFieldSizeException)
        {
            return new RosterFile.Unreadable(UploadProblem.CellTooLong, (parser.RawRow + 1).ToString(CultureInfo.CurrentCulture));
        }

        return lines.Count + broken.Count == 0 ? new RosterFile.Unreadable(UploadProblem.NoLines, "") : new RosterFile.Read(lines, rows, broken, hash.Hash!);
    }

    private static RosterLine LineOf(string[] c) => new(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
}
