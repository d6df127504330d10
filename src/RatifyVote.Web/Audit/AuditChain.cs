using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Web.Audit.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Audit;

/// <summary>Gives waiting audit events their height and hash inside the saving transaction, under the chain's own lock, so the chain has no
/// gap and no fork. One instance per context. Locks: the chain's lock is taken after every unit's lock.</summary>
internal sealed class AuditChain : SaveChangesInterceptor
{
    private IDbContextTransaction? own;

    /// <summary>Hash of a row in its place: what verification recomputes.</summary>
    public static byte[] HashOf(AuditRow row) => SHA256.HashData([.. row.PreviousHash, .. Encoding.UTF8.GetBytes(row.Content)]);

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        Waiting(eventData.Context!).Count == 0 ? result : throw new InvalidOperationException("Audit events are saved by SaveChangesAsync only.");

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        DbContext db = eventData.Context!;
        List<AuditRow> waiting = Waiting(db);
        if (waiting.Count == 0)
        {
            return result;
        }

        if (db.Database.CurrentTransaction is null)
        {
            own = await UnitLock.ExclusiveAsync(db, "audit", Guid.Empty, cancellationToken);
        }
        else
        {
            await UnitLock.JoinExclusiveAsync(db, "audit", Guid.Empty, cancellationToken);
        }

        AuditRow? head = await db.Set<AuditRow>().AsNoTracking().Where(row => row.Height >= 0)
            .OrderByDescending(row => row.Height).FirstOrDefaultAsync(cancellationToken);
        foreach (AuditRow row in waiting)
        {
            // A key cannot change while tracked, so the row is tracked anew under its height.
            db.Entry(row).State = EntityState.Detached;
            row.Height = head is null ? 0 : head.Height + 1;
            row.PreviousHash = head?.Hash ?? new byte[SHA256.HashSizeInBytes];
            row.Hash = HashOf(row);
            db.Add(row);
            head = row;
        }

        return result;
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (own is { } transaction)
        {
            own = null;
            await transaction.CommitAsync(cancellationToken);
            await transaction.DisposeAsync();
        }

        return result;
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default) => UndoAsync();

    public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default) => UndoAsync();

    private async Task UndoAsync()
    {
        if (own is { } transaction)
        {
            own = null;
            await transaction.DisposeAsync();
        }
    }

    private static List<AuditRow> Waiting(DbContext db) =>
        [.. db.ChangeTracker.Entries<AuditRow>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity)
            .OrderBy(row => row.Height < 0).ThenBy(row => Math.Abs(row.Height))];
}
