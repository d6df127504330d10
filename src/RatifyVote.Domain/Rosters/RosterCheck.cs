using System.Globalization;
using RatifyVote.Domain.Eligibility;

namespace RatifyVote.Domain.Rosters;

/// <summary>A roster's lines in canonical form, and what is wrong with them.</summary>
/// <param name="Lines">Blanks evened out, letters composed (NFC), card numbers in capitals, e-mail addresses in small letters.</param>
public sealed record RosterReport(IReadOnlyList<RosterLine> Lines, IReadOnlyList<RosterFinding> Findings)
{
    public bool IsClean => Findings.Count == 0;
}

/// <summary>Checks roster lines one by one and against each other. Importing is all or nothing: a roster with any finding
/// is not taken, and every finding is told at once.</summary>
public static class RosterCheck
{
    private const int LongestName = 200;

    public static RosterReport Check(IReadOnlyList<RosterLine> lines, IReadOnlySet<LocalNumber> locals)
    {
        List<RosterFinding> findings = [];
        List<RosterLine> canonical = [];
        for (int i = 0; i < lines.Count; i++)
        {
            RosterLine line = Canonical(lines[i]);
            canonical.Add(line);
            findings.AddRange(CellProblems(lines[i]).Concat(LineProblems(line, locals)).Distinct().Select(p => new RosterFinding(i, p)));
        }
        findings.AddRange(RosterCollisions.Find(canonical));
        return new RosterReport(canonical, [.. findings.OrderBy(f => f.Line).ThenBy(f => f.Problem).ThenBy(f => f.Other)]);
    }

    /// <summary>True when spreadsheet programs may take the cell for a formula.</summary>
    public static bool LeadsAsFormula(string cell)
    {
        if (cell.Length > 0 && cell[0] is '\t' or '\r' or '\n') return true;
        // Full-width signs become plain ones when a spreadsheet normalizes them.
        return LookAlike.Fold(cell) is { Length: > 0 } folded && folded[0] is '=' or '+' or '-' or '@';
    }

    /// <summary>Reads a standing: good, dues-outstanding, suspended, withdrawn.</summary>
    public static bool TryParseStanding(string text, out Standing standing)
    {
        standing = text switch
        {
            "good" => Standing.Good,
            "dues-outstanding" => Standing.DuesOutstanding,
            "suspended" => Standing.Suspended,
            "withdrawn" => Standing.Withdrawn,
            _ => Standing.Unknown,
        };
        return standing is not Standing.Unknown;
    }

    /// <summary>Reads a day: year-month-day, such as 1984-03-21.</summary>
    public static bool TryParseDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static RosterLine Canonical(RosterLine line) => new(
        LookAlike.Compose(line.CardNumber).ToUpperInvariant(), LookAlike.Compose(line.Name),
        LookAlike.Compose(line.Email).ToLowerInvariant(), LookAlike.Compose(line.Local),
        LookAlike.Compose(line.Standing).ToLowerInvariant(), LookAlike.Compose(line.DateOfBirth),
        LookAlike.Compose(line.Since), LookAlike.Compose(line.Until));

    private static IEnumerable<RosterLineProblem> CellProblems(RosterLine line)
    {
        foreach (string cell in (string[])[line.CardNumber, line.Name, line.Email, line.Local, line.Standing, line.DateOfBirth, line.Since, line.Until])
        {
            if (LeadsAsFormula(cell)) yield return RosterLineProblem.FormulaLeadingCell;
            if (LookAlike.HoldsUnprintable(cell)) yield return RosterLineProblem.CharacterThatDoesNotPrint;
            else if (LookAlike.Compose(cell) != LookAlike.Fold(cell)) yield return RosterLineProblem.NotNormalized;
        }
    }

    private static IEnumerable<RosterLineProblem> LineProblems(RosterLine line, IReadOnlySet<LocalNumber> locals)
    {
        if (line.CardNumber.Length == 0) yield return RosterLineProblem.CardNumberMissing;
        else if (line.CardNumber.Length > 20 || !line.CardNumber.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            yield return RosterLineProblem.CardNumberBad;
        }

        if (line.Name.Length == 0) yield return RosterLineProblem.NameMissing;
        if (line.Name.Length > LongestName) yield return RosterLineProblem.NameTooLong;
        if (LookAlike.MixesAlphabets(line.Name)) yield return RosterLineProblem.NameMixesAlphabets;

        if (line.Email.Length == 0) yield return RosterLineProblem.EmailMissing;
        else if (!line.Email.All(char.IsAscii)) yield return RosterLineProblem.EmailNotAscii;
        else if (!EmailAddress.IsOne(line.Email)) yield return RosterLineProblem.EmailBad;

        if (line.Local.Length == 0) yield return RosterLineProblem.LocalMissing;
        else if (!LocalNumber.TryParse(line.Local, out LocalNumber local)) yield return RosterLineProblem.LocalBad;
        else if (!locals.Contains(local)) yield return RosterLineProblem.LocalUnknown;

        if (!TryParseStanding(line.Standing, out _)) yield return RosterLineProblem.StandingUnknown;
        if (line.DateOfBirth.Length > 0 && !TryParseDay(line.DateOfBirth, out _)) yield return RosterLineProblem.DateOfBirthBad;
        bool begins = TryParseDay(line.Since, out DateOnly since);
        bool ends = TryParseDay(line.Until, out DateOnly until);
        if ((line.Since.Length > 0 && !begins) || (line.Until.Length > 0 && !ends)) yield return RosterLineProblem.MembershipDateBad;
        else if (begins && ends && until < since) yield return RosterLineProblem.EndsBeforeItBegins;
    }
}
