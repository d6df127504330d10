using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Domain.Rosters;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster.Importing;
using RatifyVote.Web.Roster.Pages;
using RatifyVote.Web.Roster.Storage;

namespace RatifyVote.Web.Roster.Exporting;

/// <summary>A local's roster as the file an import takes: exported and imported again it changes nothing. Dates of birth are not in it, since nobody
/// can read them back; an empty cell leaves them as they are.</summary>
internal static class RosterExport
{
    public static async Task<Results<PushStreamHttpResult, NotFound>> GetAsync(int local, RatifyVoteDb db, TimeProvider clock, CancellationToken ct)
    {
        LocalNumber number = new(local);
        if (!await db.Set<LocalRow>().AnyAsync(row => row.Number == number, ct))
        {
            return TypedResults.NotFound();
        }

        DateOnly today = clock.Today();
        return TypedResults.Stream(async stream => await WriteAsync(db, number, today, stream, ct), "text/csv; charset=utf-8", $"roster-{number}.csv");
    }

    /// <summary>A cell as text in every spreadsheet program: what could be taken for a formula gets an apostrophe in front, and every cell is quoted.
    /// The import lets no such cell in, so a name that needs it came another way.</summary>
    internal static string Inert(string cell) => RosterCheck.LeadsAsFormula(cell) ? "'" + cell : cell;

    private static async Task WriteAsync(RatifyVoteDb db, LocalNumber local, DateOnly today, Stream stream, CancellationToken ct)
    {
        await using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using CsvWriter csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture) { ShouldQuote = _ => true, NewLine = "\r\n" }, leaveOpen: true);
        await RowAsync(csv, RosterCsv.Columns);
        var lines = from membership in db.Set<MembershipRow>()
                    where membership.Local == local
                    join member in db.Set<MemberRow>() on membership.MemberId equals member.Id
                    orderby member.CardNumber
                    select new
                    {
                        member.CardNumber, member.Name, member.Email, membership.Since, membership.Until,
                        Standing = membership.Standings.Where(one => one.From <= today).OrderByDescending(one => one.From).Select(one => one.Standing).FirstOrDefault(),
                    };
        await foreach (var line in lines.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            await RowAsync(csv, [line.CardNumber, line.Name, line.Email ?? "", local.ToString(), ImportPlan.Text(line.Standing), "", ImportPlan.Text(line.Since), ImportPlan.Text(line.Until)]);
        }
    }

    private static Task RowAsync(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (string cell in cells)
        {
            csv.WriteField(Inert(cell));
        }

        return csv.NextRecordAsync();
    }
}
