using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Persistence;

public sealed class StartUpTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ratifyvote-start-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_lock_row_left_by_a_process_killed_while_migrating_does_not_block_the_next_start()
    {
        DatabaseSettings settings = new(DatabaseProvider.Sqlite, $"Data Source={folder}/people.db", $"Data Source={folder}/box.db");
        await using (SqliteConnection connection = new(settings.RatifyVote))
        {
            await connection.OpenAsync();
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-03-02 12:00:00');";
            await command.ExecuteNonQueryAsync();
        }

        await using ServiceProvider services = Services(settings);
        await new DatabaseStartUp(services.GetRequiredService<IServiceScopeFactory>(), settings).RunAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<RatifyVoteDb>().Database.GetPendingMigrationsAsync());
    }

    [Fact]
    public async Task Three_starts_at_once_on_empty_files_all_succeed()
    {
        DatabaseSettings settings = new(DatabaseProvider.Sqlite, $"Data Source={folder}/people.db", $"Data Source={folder}/box.db");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await using ServiceProvider services = Services(settings);
            await new DatabaseStartUp(services.GetRequiredService<IServiceScopeFactory>(), settings).RunAsync(CancellationToken.None);
        }))).WaitAsync(TimeSpan.FromSeconds(120));
    }

    [Theory, OnBothDatabases]
    public async Task The_migrations_are_those_of_the_tables(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        await using RatifyVoteDb people = databases.RatifyVote();
        await using BallotBoxDb box = databases.BallotBox();
        Assert.False(people.Database.HasPendingModelChanges(), "RatifyVoteDb: run infra/migrations.sh");
        Assert.False(box.Database.HasPendingModelChanges(), "BallotBoxDb: run infra/migrations.sh");
    }

    [Fact]
    public async Task A_SQLite_connection_deletes_securely_syncs_fully_and_writes_ahead()
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(DatabaseProvider.Sqlite);
        await using BallotBoxDb db = databases.BallotBox();
        await db.Database.OpenConnectionAsync();
        List<string> said = [];
        foreach (string pragma in new[] { "secure_delete", "synchronous", "foreign_keys", "journal_mode" })
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            said.Add($"{pragma}={await command.ExecuteScalarAsync()}");
        }

        Assert.Equal(["secure_delete=1", "synchronous=2", "foreign_keys=1", "journal_mode=wal"], said);
    }

    private static ServiceProvider Services(DatabaseSettings settings) => new ServiceCollection()
        .AddDbContext<RatifyVoteDb, SqliteRatifyVoteDb>(options => PersistenceSlice.OnSqlite(options, settings.RatifyVote))
        .AddDbContext<BallotBoxDb, SqliteBallotBoxDb>(options => PersistenceSlice.OnSqlite(options, settings.BallotBox))
        .BuildServiceProvider();
}
