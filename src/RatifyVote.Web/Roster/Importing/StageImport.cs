using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Domain.Rosters;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Roster.Importing;

internal abstract record UploadOutcome
{
    private UploadOutcome() { }

    /// <summary>Clean; waits to be looked at and applied.</summary>
    public sealed record Staged(Guid Import) : UploadOutcome;

    public sealed record Unreadable(UploadProblem Why, string Detail) : UploadOutcome;

    /// <summary>Every problem of every line at once. Nothing was kept.</summary>
    public sealed record Refused(int Lines, IReadOnlyList<LineFinding> Findings) : UploadOutcome;
}

/// <summary>Takes an uploaded roster file: reads and checks it, and keeps it, encrypted, until its preview is confirmed. The rolls do not change.</summary>
internal sealed class StageImport(RatifyVoteDb db, Rosters rosters, RosterSecrets secrets, CompareWithRolls compare, StagedImports staged, TimeProvider clock)
{
    public const long LargestFile = 32 * 1024 * 1024;

    /// <param name="from">The day from which the file's standings hold: year-month-day, or empty for today.</param>
    /// <param name="reach">Locals whose roster the person keeps.</param>
    public async Task<UploadOutcome> RunAsync(Stream file, string from, Reach reach, Guid by, CancellationToken ct)
    {
        DateOnly today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        DateOnly day = today;
        if (from.Length > 0 && !RosterCheck.TryParseDay(from, out day))
        {
            return new UploadOutcome.Unreadable(UploadProblem.DayBad, "");
        }

        // A day's grace: somewhere it is tomorrow already.
        if (day > today.AddDays(1))
        {
            return new UploadOutcome.Unreadable(UploadProblem.DayInFuture, "");
        }

        RosterFile outcome = await RosterCsv.ReadAsync(file, ct);
        if (outcome is not RosterFile.Read read)
        {
            RosterFile.Unreadable unreadable = (RosterFile.Unreadable)outcome;
            return new UploadOutcome.Unreadable(unreadable.Why, unreadable.Detail);
        }

        HashSet<LocalNumber> locals = [.. (await rosters.LocalsAsync(ct)).Select(local => local.Number)];
        RosterReport report = RosterCheck.Check(read.Lines, locals);
        List<LineFinding> findings =
        [
            .. read.Broken,
            .. report.Findings.Select(one => new LineFinding(read.Rows[one.Line], one.Problem, one.Other is { } other ? read.Rows[other] : null)),
        ];
        if (findings.Count > 0)
        {
            return new UploadOutcome.Refused(read.Lines.Count + read.Broken.Count, [.. findings.OrderBy(one => one.Row).ThenBy(one => one.Problem)]);
        }

        StagedImport import = new(day, read.Hash, Hashed(report.Lines, read.Rows));
        ImportPlan plan = await compare.RunAsync(import, reach, ct);
        if (plan.Findings.Count > 0)
        {
            return new UploadOutcome.Refused(read.Lines.Count, plan.Findings);
        }

        await staged.ExpireAsync(ct);
        Guid id = staged.Add(import, by);
        await db.SaveChangesAsync(ct);
        return new UploadOutcome.Staged(id);
    }

    private StagedLine[] Hashed(IReadOnlyList<RosterLine> lines, IReadOnlyList<int> rows)
    {
        StagedLine[] hashed = new StagedLine[lines.Count];
        // A hash costs about half a millisecond, by design: a large roster takes every core for some seconds.
        Parallel.For(0, lines.Count, at =>
        {
            RosterLine line = lines[at];
            RosterCheck.TryParseStanding(line.Standing, out Standing standing);
            LocalNumber.TryParse(line.Local, out LocalNumber local);
            DateOnly? born = Day(line.DateOfBirth);
            hashed[at] = new(rows[at], line.CardNumber, line.Name, line.Email, local, standing,
                born is { } day ? secrets.HashOf(line.CardNumber, day) : null, Day(line.Since), Day(line.Until)) { Born = born };
        });
        return hashed;
    }

    private static DateOnly? Day(string text) => RosterCheck.TryParseDay(text, out DateOnly day) ? day : null;
}
