using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes;

/// <summary>Answers the heads of a vote's published boards, in the order of terms.json; units without a board are left out.</summary>
public delegate Task<ImmutableArray<BoardHead>> BoardHeads(string vote, CancellationToken ct);

/// <summary>One line of a vote's journal.</summary>
/// <param name="OnceKey">What happens only once within the entry's type: "", a unit's uuid, "uuid|owner" ...</param>
/// <param name="Line">The signed line's bytes, without a line break.</param>
/// <param name="Hash">SHA-256 of <paramref name="Line"/>.</param>
public sealed record JournalLine(JournalEntry Entry, string OnceKey, byte[] Line, RecordHash Hash);

/// <summary>The vote's own signed hash chain, which anyone may read. An entry is written once: whoever asks again gets the line that is there.</summary>
public sealed class Journal(RatifyVoteDb db, BoardHeads heads, Keydir keydir, TimeProvider clock)
{
    /// <summary>Appends an entry, or returns the one of this type and once-key that is there already, whatever it says.
    /// Joins a running transaction of the same database, else makes its own. Takes the journal's lock, which is taken after any unit's lock.</summary>
    /// <param name="onceKey">What may happen once within the type; "" when the type itself may.</param>
    public async Task<JournalLine> AppendOnceAsync(string vote, string onceKey, JournalData data, CancellationToken ct)
    {
        string type = data.GetType().Name;
        string area = "journal " + vote;
        IDbContextTransaction? own = null;
        if (db.Database.CurrentTransaction is null)
        {
            own = await UnitLock.ExclusiveAsync(db, area, Guid.Empty, ct);
        }
        else
        {
            await UnitLock.JoinExclusiveAsync(db, area, Guid.Empty, ct);
        }
        await using (own)
        {
            if (await RowAsync(vote, type, onceKey, ct) is { } there)
            {
                return AsLine(there);
            }

            JournalRow? last = await db.Set<JournalRow>().AsNoTracking().Where(l => l.VoteId == vote).OrderByDescending(l => l.N).FirstOrDefaultAsync(ct);
            JournalHead? head = last is null ? null : new JournalHead(last.N, RecordHash.Of(last.Line));
            using ECDsa key = keydir.ServiceKey();
            // A node whose clock went back, or another node's, must not date an entry before the one it follows.
            DateTimeOffset now = clock.GetUtcNow();
            DateTimeOffset at = last is null || AsLine(last).Entry.At <= now ? now : AsLine(last).Entry.At;
            JournalEntry entry = JournalEntry.Append(head, vote, at, await heads(vote, ct), data, key);
            JournalRow row = new() { VoteId = vote, N = entry.Number, Type = type, OnceKey = onceKey, Line = entry.Write() };
            db.Add(row);
            await db.SaveChangesAsync(ct);
            if (own is not null)
            {
                await own.CommitAsync(ct);
            }
            return AsLine(row);
        }
    }

    /// <summary>All lines in order.</summary>
    public async Task<IReadOnlyList<JournalLine>> LinesAsync(string vote, CancellationToken ct) =>
        [.. (await db.Set<JournalRow>().AsNoTracking().Where(l => l.VoteId == vote).OrderBy(l => l.N).ToListAsync(ct)).Select(AsLine)];

    /// <summary>The file journal.jsonl as it stands.</summary>
    public async Task<byte[]> FileAsync(string vote, CancellationToken ct)
    {
        using MemoryStream file = new();
        await foreach (byte[] line in db.Set<JournalRow>().AsNoTracking().Where(l => l.VoteId == vote).OrderBy(l => l.N).Select(l => l.Line).AsAsyncEnumerable().WithCancellation(ct))
        {
            file.Write(line);
            file.WriteByte((byte)'\n');
        }
        return file.ToArray();
    }

    /// <summary>The entry of this type and once-key, or null.</summary>
    public async Task<JournalLine?> FindAsync<T>(string vote, string onceKey, CancellationToken ct) where T : JournalData =>
        await RowAsync(vote, typeof(T).Name, onceKey, ct) is { } row ? AsLine(row) : null;

    private Task<JournalRow?> RowAsync(string vote, string type, string onceKey, CancellationToken ct) =>
        db.Set<JournalRow>().AsNoTracking().SingleOrDefaultAsync(l => l.VoteId == vote && l.Type == type && l.OnceKey == onceKey, ct);

    /// <exception cref="InvalidDataException">The stored line is not what was signed: somebody changed the table.</exception>
    private static JournalLine AsLine(JournalRow row) => JournalEntry.TryParse(row.Line, out JournalEntry? entry, out RecordFault fault)
        ? new(entry, row.OnceKey, row.Line, RecordHash.Of(row.Line))
        : throw new InvalidDataException($"Line {row.N} of the journal of {row.VoteId} is damaged: {fault}.");
}
