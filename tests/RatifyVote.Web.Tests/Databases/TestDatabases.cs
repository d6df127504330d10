using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Tests.Databases;

/// <summary>Two fresh databases with today's schema, gone when disposed. Copied from a template that is migrated once per run.</summary>
public sealed class TestDatabases : IAsyncDisposable
{
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static readonly Dictionary<DatabaseProvider, DatabaseSettings> Templates = [];
    private readonly string folder;

    private TestDatabases(DatabaseSettings settings, string folder) => (Settings, this.folder) = (settings, folder);

    public DatabaseSettings Settings { get; }

    public static async Task<TestDatabases> NewAsync(DatabaseProvider provider)
    {
        await OneAtATime.WaitAsync();
        try
        {
            if (!Templates.TryGetValue(provider, out DatabaseSettings? template))
            {
                template = Name(provider, "template", Directory.CreateTempSubdirectory("ratifyvote-template-").FullName);
                await using TestDatabases made = new(template, "");
                await using RatifyVoteDb people = made.RatifyVote();
                await people.Database.MigrateAsync();
                await using BallotBoxDb box = made.BallotBox();
                await box.Database.MigrateAsync();
                SqliteConnection.ClearAllPools();
                NpgsqlConnection.ClearAllPools();
                Templates[provider] = template;
            }

            string folder = Directory.CreateTempSubdirectory("ratifyvote-test-").FullName;
            DatabaseSettings settings = Name(provider, Guid.NewGuid().ToString("N")[..12], folder);
            await CopyAsync(provider, template.RatifyVote, settings.RatifyVote);
            await CopyAsync(provider, template.BallotBox, settings.BallotBox);
            return new(settings, folder);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>A new context; each plays one request.</summary>
    public RatifyVoteDb RatifyVote() => Settings.Provider switch
    {
        DatabaseProvider.Sqlite => new SqliteRatifyVoteDb((DbContextOptions<SqliteRatifyVoteDb>)PersistenceSlice
            .OnSqlite(new DbContextOptionsBuilder<SqliteRatifyVoteDb>(), Settings.RatifyVote).AddInterceptors(new AuditChain()).Options),
        DatabaseProvider.Postgres => new PostgresRatifyVoteDb((DbContextOptions<PostgresRatifyVoteDb>)PersistenceSlice
            .OnPostgres(new DbContextOptionsBuilder<PostgresRatifyVoteDb>(), Settings.RatifyVote).AddInterceptors(new AuditChain()).Options),
    };

    public BallotBoxDb BallotBox() => Settings.Provider switch
    {
        DatabaseProvider.Sqlite => new SqliteBallotBoxDb((DbContextOptions<SqliteBallotBoxDb>)PersistenceSlice
            .OnSqlite(new DbContextOptionsBuilder<SqliteBallotBoxDb>(), Settings.BallotBox).Options),
        DatabaseProvider.Postgres => new PostgresBallotBoxDb((DbContextOptions<PostgresBallotBoxDb>)PersistenceSlice
            .OnPostgres(new DbContextOptionsBuilder<PostgresBallotBoxDb>(), Settings.BallotBox).Options),
    };

    public async ValueTask DisposeAsync()
    {
        if (folder.Length == 0)
        {
            return;
        }

        foreach (string connection in new[] { Settings.RatifyVote, Settings.BallotBox })
        {
            switch (Settings.Provider)
            {
                case DatabaseProvider.Sqlite:
                    await using (SqliteConnection sqlite = new(connection))
                    {
                        SqliteConnection.ClearPool(sqlite);
                    }

                    break;
                case DatabaseProvider.Postgres:
                    await ExecuteAsync($"DROP DATABASE \"{new NpgsqlConnectionStringBuilder(connection).Database}\" WITH (FORCE)");
                    break;
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static DatabaseSettings Name(DatabaseProvider provider, string name, string folder) => provider switch
    {
        DatabaseProvider.Sqlite => new(provider, $"Data Source={folder}/people.db", $"Data Source={folder}/box.db"),
        DatabaseProvider.Postgres => new(provider,
            $"{PostgresServer.ConnectionPrefix};Database=rv_{Environment.ProcessId}_{name};Maximum Pool Size=40",
            $"{PostgresServer.ConnectionPrefix};Database=rv_{Environment.ProcessId}_{name}_box;Maximum Pool Size=40"),
    };

    private static async Task CopyAsync(DatabaseProvider provider, string from, string to)
    {
        switch (provider)
        {
            case DatabaseProvider.Sqlite:
                await using (SqliteConnection source = new(from))
                await using (SqliteConnection target = new(to))
                {
                    await source.OpenAsync();
                    await target.OpenAsync();
                    source.BackupDatabase(target);
                    await using SqliteCommand wal = target.CreateCommand();
                    wal.CommandText = "PRAGMA journal_mode=WAL;";
                    await wal.ExecuteNonQueryAsync();
                }

                break;
            case DatabaseProvider.Postgres:
                NpgsqlConnection.ClearAllPools();
                await ExecuteAsync($"CREATE DATABASE \"{new NpgsqlConnectionStringBuilder(to).Database}\" TEMPLATE \"{new NpgsqlConnectionStringBuilder(from).Database}\"");
                break;
        }
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection admin = new(PostgresServer.ConnectionPrefix + ";Database=postgres;Pooling=false");
        await admin.OpenAsync();
        await using NpgsqlCommand command = new(sql, admin);
        await command.ExecuteNonQueryAsync();
    }
}
