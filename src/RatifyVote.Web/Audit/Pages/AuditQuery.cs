using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Audit.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Audit.Pages;

internal sealed record AuditLine(long Height, DateTimeOffset At, string Actor, string What, IReadOnlyList<KeyValuePair<string, string>> Facts, string Hash);

/// <summary>The event log, newest first, for observers.</summary>
internal sealed class AuditQuery(RatifyVoteDb db, AccountNames names)
{
    public const int PageSize = 50;

    /// <param name="before">Only entries below this height; null from the head.</param>
    /// <param name="name">Only events of this stored name; null all.</param>
    public async Task<IReadOnlyList<AuditLine>> ReadAsync(long? before, string? name, CancellationToken ct)
    {
        List<AuditRow> rows = await db.Set<AuditRow>().AsNoTracking()
            .Where(row => (before == null || row.Height < before) && (name == null || row.Name == name))
            .OrderByDescending(row => row.Height).Take(PageSize).ToListAsync(ct);
        IReadOnlyDictionary<Guid, string> known = await names.OfAsync([.. rows.Select(row => PersonOf(row.Actor)).OfType<Guid>().Distinct()], ct);
        return rows.ConvertAll(row => new AuditLine(row.Height, row.At, PersonOf(row.Actor) is { } person ? known.GetValueOrDefault(person, row.Actor) : row.Actor,
            Spaced(row.Name), Facts(row.Body), Convert.ToHexStringLower(row.Hash)));
    }

    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken ct) =>
        await db.Set<AuditRow>().Select(row => row.Name).Distinct().OrderBy(name => name).ToListAsync(ct);

    /// <summary>"RoleGranted" as "Role granted".</summary>
    internal static string Spaced(string name)
    {
        StringBuilder text = new();
        foreach (char c in name)
        {
            text.Append(char.IsUpper(c) && text.Length > 0 ? " " : "").Append(text.Length > 0 ? char.ToLowerInvariant(c) : c);
        }

        return text.ToString();
    }

    private static Guid? PersonOf(string actor) => actor.StartsWith("person:", StringComparison.Ordinal) && Guid.TryParse(actor.AsSpan(7), out Guid id) ? id : null;

    private static List<KeyValuePair<string, string>> Facts(string body)
    {
        using JsonDocument json = JsonDocument.Parse(body);
        return [.. json.RootElement.EnumerateObject().Select(fact => KeyValuePair.Create(Spaced(fact.Name), fact.Value.ToString()))];
    }
}
