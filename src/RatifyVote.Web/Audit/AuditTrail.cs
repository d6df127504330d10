using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using RatifyVote.Web.Audit.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Audit;

/// <summary>The hash-chained event log: who did what. An event commits in the same SaveChanges as the deed, or neither does.</summary>
public static class AuditTrail
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Adds the event to what the next SaveChangesAsync of <paramref name="db"/> commits; its place in the chain is given there.</summary>
    /// <param name="at">When the deed was done, as the use case read it.</param>
    public static void Append(RatifyVoteDb db, DateTimeOffset at, Actor actor, AuditEvent happened)
    {
        int waiting = db.ChangeTracker.Entries<AuditRow>().Count(entry => entry.Entity.Height < 0);
        db.Add(new AuditRow
        {
            Height = -1 - waiting,
            // PostgreSQL keeps microseconds; the hash must be of what both databases give back.
            At = new DateTimeOffset(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero),
            Actor = actor.ToString(),
            Name = happened.GetType().Name,
            Body = JsonSerializer.Serialize(happened, happened.GetType(), Json),
        });
    }
}
