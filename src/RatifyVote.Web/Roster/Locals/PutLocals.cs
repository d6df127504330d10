using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Rosters;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster.Storage;

namespace RatifyVote.Web.Roster.Locals;

/// <summary>Why a line of locals is not taken. Texts: <c>LocalProblem.*</c>.</summary>
internal enum LocalProblem { NumberBad, NameMissing, NameTooLong, NameUnreadable, FormulaLeading, NumberTwice }

/// <param name="Line">From 1.</param>
internal sealed record LocalFinding(int Line, LocalProblem Problem);

internal abstract record LocalsOutcome
{
    private LocalsOutcome() { }

    public sealed record Put(int Added, int Renamed) : LocalsOutcome;

    /// <summary>Nothing was done. Empty findings: there was no line.</summary>
    public sealed record Refused(IReadOnlyList<LocalFinding> Findings) : LocalsOutcome;
}

/// <summary>Adds locals and renames known ones, all lines or none. A local is never taken away: rolls and votes name it. Lock: "roster", alone.</summary>
internal sealed class PutLocals(RatifyVoteDb db, TimeProvider clock)
{
    private const int LongestName = 200;

    /// <param name="text">One local a line: number, comma, name.</param>
    public async Task<LocalsOutcome> RunAsync(string text, Actor actor, CancellationToken ct)
    {
        List<LocalFinding> findings = [];
        Dictionary<LocalNumber, string> wanted = [];
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int at = 0; at < lines.Length; at++)
        {
            if (string.IsNullOrWhiteSpace(lines[at]))
            {
                continue;
            }

            int comma = lines[at].IndexOf(',', StringComparison.Ordinal);
            string name = comma < 0 ? "" : LookAlike.Compose(lines[at][(comma + 1)..]);
            if (!LocalNumber.TryParse((comma < 0 ? lines[at] : lines[at][..comma]).Trim(), out LocalNumber number))
            {
                findings.Add(new(at + 1, LocalProblem.NumberBad));
            }
            else if (ProblemOf(name) is { } problem)
            {
                findings.Add(new(at + 1, problem));
            }
            else if (!wanted.TryAdd(number, name))
            {
                findings.Add(new(at + 1, LocalProblem.NumberTwice));
            }
        }

        return findings.Count > 0 || wanted.Count == 0 ? new LocalsOutcome.Refused(findings) : await SaveAsync(wanted, actor, ct);
    }

    private static LocalProblem? ProblemOf(string name) => name switch
    {
        "" => LocalProblem.NameMissing,
        { Length: > LongestName } => LocalProblem.NameTooLong,
        _ when LookAlike.HoldsUnprintable(name) => LocalProblem.NameUnreadable,
        _ when RosterCheck.LeadsAsFormula(name) => LocalProblem.FormulaLeading,
        _ => null,
    };

    private async Task<LocalsOutcome> SaveAsync(Dictionary<LocalNumber, string> wanted, Actor actor, CancellationToken ct)
    {
        await using var transaction = await UnitLock.ExclusiveAsync(db, "roster", Guid.Empty, ct);
        Dictionary<LocalNumber, LocalRow> known = await db.Set<LocalRow>().ToDictionaryAsync(row => row.Number, ct);
        DateTimeOffset now = clock.GetUtcNow();
        (int added, int renamed) = (0, 0);
        foreach ((LocalNumber number, string name) in wanted.OrderBy(one => one.Key))
        {
            if (!known.TryGetValue(number, out LocalRow? row))
            {
                db.Add(new LocalRow { Number = number, Name = name });
                AuditTrail.Append(db, now, actor, new LocalAdded(number.Value, name));
                added++;
            }
            else if (row.Name != name)
            {
                AuditTrail.Append(db, now, actor, new LocalRenamed(number.Value, row.Name, name));
                row.Name = name;
                renamed++;
            }
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new LocalsOutcome.Put(added, renamed);
    }
}
