using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Verifier.Reports;

/// <summary>Prints a report: for people a line per check, for machines one JSON object.</summary>
internal static class ReportPrinter
{
    public static void PrintLines(VerificationReport report, TextWriter @out)
    {
        string? subject = null;
        foreach (CheckResult result in report.Results)
        {
            if (result.Subject != subject && result.Subject.Length > 0) @out.WriteLine($"Unit {result.Subject}");
            subject = result.Subject;
            string place = result.Position.Length > 0 ? $"{result.Position}: " : "";
            @out.WriteLine($"{result.Check.Id}  {Word(result.Finding),-11}  {place}{OneLine(result.Words)}");
        }
    }

    /// <param name="last">What the last line would say.</param>
    public static void PrintJson(VerificationReport report, string last, TextWriter @out) => @out.WriteLine(new CanonicalWriter()
        .Open('{').Key("verified").Boolean(report.Verified).Key("exit").Number(report.ExitCode).Key("conclusion").Text(last)
        .Key("checks").List(report.Results, static (w, r) => w
            .Open('{').Key("check").Text(r.Check.Id).Key("unit").Text(r.Subject).Key("finding").Text(Word(r.Finding))
            .Key("position").Text(r.Position).Key("words").Text(r.Words).Close('}'))
        .Close('}').ToString());

    private static string Word(Finding finding) => finding switch
    {
        Finding.NotChecked => "not checked",
        Finding.Passed => "passed",
        Finding.Failed => "FAILED",
    };

    // Words may quote what a hostile file says.
    private static string OneLine(string words) => string.Concat(words.Select(c => char.IsControl(c) ? ' ' : c));
}
