using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace RatifyVote.Web.Persistence;

/// <summary>The lock of one thing (a unit's election, a vote, the audit chain), held until the transaction ends.
/// PostgreSQL: transaction-scoped advisory locks, shared and exclusive. SQLite: BEGIN IMMEDIATE, so the database's one write lock either way.
/// Take a unit's lock before any other; the audit chain takes its own last.</summary>
public static class UnitLock
{
    /// <summary>Begins a transaction that holds the lock alone. Commit it, or dispose it to undo.</summary>
    public static Task<IDbContextTransaction> ExclusiveAsync(DbContext db, string area, Guid id, CancellationToken ct) =>
        ExclusiveAsync(db, area, id.ToString(), ct);

    /// <inheritdoc cref="ExclusiveAsync(DbContext, string, Guid, CancellationToken)"/>
    /// <param name="id">A unit's election or a vote, by uuid.</param>
    public static Task<IDbContextTransaction> ExclusiveAsync(DbContext db, string area, string id, CancellationToken ct) =>
        BeginAsync(db, "SELECT pg_advisory_xact_lock({0})", Key(area, id), ct);

    /// <summary>Begins a transaction that holds the lock together with other sharers and never beside an exclusive holder.</summary>
    public static Task<IDbContextTransaction> SharedAsync(DbContext db, string area, Guid id, CancellationToken ct) =>
        SharedAsync(db, area, id.ToString(), ct);

    /// <inheritdoc cref="SharedAsync(DbContext, string, Guid, CancellationToken)"/>
    /// <param name="id">A unit's election or a vote, by uuid.</param>
    public static Task<IDbContextTransaction> SharedAsync(DbContext db, string area, string id, CancellationToken ct) =>
        BeginAsync(db, "SELECT pg_advisory_xact_lock_shared({0})", Key(area, id), ct);

    /// <summary>Takes the lock alone inside the transaction that is already running.</summary>
    /// <exception cref="InvalidOperationException">No transaction is running.</exception>
    public static async Task JoinExclusiveAsync(DbContext db, string area, Guid id, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("A lock lives as long as a transaction, and none is running.");
        }

        if (!db.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock({0})", [Key(area, id.ToString())], ct);
        }
    }

    private static async Task<IDbContextTransaction> BeginAsync(DbContext db, string sql, long key, CancellationToken ct)
    {
        // On SQLite this is BEGIN IMMEDIATE: Microsoft.Data.Sqlite begins deferred transactions only when asked to.
        IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(ct);
        if (db.IsSqlite())
        {
            return transaction;
        }

        try
        {
            await db.Database.ExecuteSqlRawAsync(sql, [key], ct);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    private static long Key(string area, string id) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"ratifyvote|{area}|{id}")));
}
