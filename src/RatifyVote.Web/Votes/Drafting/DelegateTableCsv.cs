using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using RatifyVote.Domain;

namespace RatifyVote.Web.Votes.Drafting;

/// <summary>What is wrong with a line of a delegate table, or with the table. Words: the texts "DelegateProblem.*".</summary>
internal enum DelegateProblem
{
    Unreadable,
    ColumnsMissing,
    LocalUnreadable,
    LocalNotInContest,
    LocalTwice,
    DelegatesNotWhole,
    LocalMissing,
}

/// <param name="Line">Line of the file, from 1; 0 when the whole table is meant.</param>
internal sealed record DelegateLineProblem(int Line, DelegateProblem Problem, string Text);

internal sealed record DelegateLine(LocalNumber Local, int Delegates);

/// <summary>A delegate table as read: usable only without problems.</summary>
internal sealed record DelegateTableCsv(IReadOnlyList<DelegateLine> Lines, IReadOnlyList<DelegateLineProblem> Problems)
{
    public const int MostDelegates = 100_000;
    public const int LongestText = 200_000;

    /// <summary>Reads CSV with the columns "local" and "delegates" (others are ignored), against the locals of the contest. Every
    /// problem is listed; nothing throws on bad text.</summary>
    public static DelegateTableCsv Read(string text, IReadOnlySet<LocalNumber> contest)
    {
        List<DelegateLine> lines = [];
        List<DelegateLineProblem> problems = [];
        if (text.Length > LongestText)
        {
            return new(lines, [new(0, DelegateProblem.Unreadable, "")]);
        }

        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            PrepareHeaderForMatch = header => header.Header.Trim().TrimStart('\uFEFF').ToLowerInvariant(), MissingFieldFound = null, BadDataFound = null, TrimOptions = TrimOptions.Trim,
        };
        using CsvReader csv = new(new StringReader(text), configuration);
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header
            || !header.Select(h => h.Trim().TrimStart('\uFEFF').ToLowerInvariant()).ToHashSet().IsSupersetOf(["local", "delegates"]))
        {
            return new(lines, [new(1, DelegateProblem.ColumnsMissing, "")]);
        }

        while (csv.Read())
        {
            ReadLine(csv, contest, lines, problems);
        }
        problems.AddRange(contest.Except(lines.Select(l => l.Local)).Order().Select(l => new DelegateLineProblem(0, DelegateProblem.LocalMissing, l.ToString())));
        return new([.. lines.OrderBy(l => l.Local)], problems);
    }

    private static void ReadLine(CsvReader csv, IReadOnlySet<LocalNumber> contest, List<DelegateLine> lines, List<DelegateLineProblem> problems)
    {
        int number = csv.Parser.Row;
        string local = csv.GetField("local") ?? "";
        string delegates = csv.GetField("delegates") ?? "";
        if (!LocalNumber.TryParse(local, out LocalNumber parsed))
        {
            problems.Add(new(number, DelegateProblem.LocalUnreadable, local));
        }
        else if (!contest.Contains(parsed))
        {
            problems.Add(new(number, DelegateProblem.LocalNotInContest, local));
        }
        else if (lines.Any(l => l.Local == parsed))
        {
            problems.Add(new(number, DelegateProblem.LocalTwice, local));
        }
        else if (!int.TryParse(delegates, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count is < 1 or > MostDelegates)
        {
            // The local is named, so it does not count as missing too.
            lines.Add(new(parsed, 0));
            problems.Add(new(number, DelegateProblem.DelegatesNotWhole, delegates));
        }
        else
        {
            lines.Add(new(parsed, count));
        }
    }
}
