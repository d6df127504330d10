using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace RatifyVote.Web.Persistence;

/// <summary>Brings both databases to this program's schema before the first request.</summary>
internal sealed class DatabaseStartUp(IServiceScopeFactory scopes, DatabaseSettings settings)
{
    public async Task RunAsync(CancellationToken ct)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        await MigrateAsync(scope.ServiceProvider.GetRequiredService<RatifyVoteDb>(), settings.RatifyVote, ct);
        await MigrateAsync(scope.ServiceProvider.GetRequiredService<BallotBoxDb>(), settings.BallotBox, ct);
    }

    private static async Task MigrateAsync(DbContext db, string connection, CancellationToken ct)
    {
        if (!db.IsSqlite())
        {
            // EF takes an advisory lock here; a killed process leaves nothing behind.
            await db.Database.MigrateAsync(ct);
            return;
        }

        string file = Path.GetFullPath(new SqliteConnectionStringBuilder(connection).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using FileStream alone = await WaitForAsync(file + ".migrating", ct);
        if (File.Exists(file) && !(await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            return;
        }

        // A process killed inside Migrate leaves its row in EF's lock table, and the next Migrate waits for it for ever.
        // We hold the file lock, so whoever wrote the row is gone.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", ct);
        int tables = await db.Database.SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(ct);
        if (tables > 0)
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"__EFMigrationsLock\";", ct);
        }

        await db.Database.MigrateAsync(ct);
    }

    private static async Task<FileStream> WaitForAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            }
        }
    }
}
