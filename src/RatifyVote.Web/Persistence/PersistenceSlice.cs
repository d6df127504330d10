using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using RatifyVote.Web.Audit;

namespace RatifyVote.Web.Persistence;

public static class PersistenceSlice
{
    public static WebApplicationBuilder AddPersistence(this WebApplicationBuilder builder)
    {
        DatabaseSettings settings = DatabaseSettings.From(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<DatabaseClock>();
        builder.Services.AddSingleton<DatabaseStartUp>();
        builder.Services.AddDataProtection().SetApplicationName("RatifyVote");
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>, UseCookieKeyRing>();
        switch (settings.Provider)
        {
            case DatabaseProvider.Sqlite:
                builder.Services.AddDbContext<RatifyVoteDb, SqliteRatifyVoteDb>(options => OnSqlite(options, settings.RatifyVote).AddInterceptors(new AuditChain()));
                builder.Services.AddDbContext<BallotBoxDb, SqliteBallotBoxDb>(options => OnSqlite(options, settings.BallotBox));
                break;
            case DatabaseProvider.Postgres:
                builder.Services.AddDbContext<RatifyVoteDb, PostgresRatifyVoteDb>(options => OnPostgres(options, settings.RatifyVote).AddInterceptors(new AuditChain()));
                builder.Services.AddDbContext<BallotBoxDb, PostgresBallotBoxDb>(options => OnPostgres(options, settings.BallotBox));
                break;
        }

        return builder;
    }

    /// <summary>Migrates both databases; called once, before the host starts.</summary>
    public static Task PrepareDatabasesAsync(this WebApplication app) =>
        app.Services.GetRequiredService<DatabaseStartUp>().RunAsync(app.Lifetime.ApplicationStopping);

    internal static DbContextOptionsBuilder OnSqlite(DbContextOptionsBuilder options, string connection) =>
        options.UseSqlite(connection).AddInterceptors(new SqlitePragmas()).ReplaceService<IMigrationsSqlGenerator, WithoutRowNumbers>();

    internal static DbContextOptionsBuilder OnPostgres(DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(connection, ForPostgres);

    internal static void ForPostgres(NpgsqlDbContextOptionsBuilder postgres) => postgres.SetPostgresVersion(15, 0);
}
