using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Accounts;

namespace RatifyVote.Web.Persistence;

/// <summary>People, votes, audit, mail. Never a ballot and never a credential.</summary>
public abstract class RatifyVoteDb(DbContextOptions options) : IdentityUserContext<Account, Guid>(options)
{
    /// <summary>Version 3 of Identity's schema: the one with passkeys. The tables themselves are stated in Accounts, because Identity's own statement
    /// depends on options that a context made outside the host (migrations, tests) does not have.</summary>
    internal static void UseIdentitySchema(IdentityOptions identity) => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.UseOneClockForm(this.IsSqlite());
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyTablesOf(typeof(RatifyVoteDb));
    }
}

public sealed class SqliteRatifyVoteDb(DbContextOptions<SqliteRatifyVoteDb> options) : RatifyVoteDb(options);

public sealed class PostgresRatifyVoteDb(DbContextOptions<PostgresRatifyVoteDb> options) : RatifyVoteDb(options);
