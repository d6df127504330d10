using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using RatifyVote.Web.Accounts;

namespace RatifyVote.Web.Persistence;

/// <summary>People, votes, audit, mail. Never a ballot and never a credential.</summary>
public abstract class RatifyVoteDb(DbContextOptions options) : IdentityUserContext<Account, Guid>(options)
{
    // Identity asks the application's services for its options while it builds the model. A context made outside the host (migrations, tests)
    // has none, and would have a model without passkeys.
    private static readonly IServiceProvider OutsideTheHost = new ServiceCollection().Configure<IdentityOptions>(UseIdentitySchema).BuildServiceProvider();

    /// <summary>Version 3 of Identity's schema: the one with passkeys.</summary>
    internal static void UseIdentitySchema(IdentityOptions identity) => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        if (optionsBuilder.Options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider is null)
        {
            optionsBuilder.UseApplicationServiceProvider(OutsideTheHost);
        }
    }

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
