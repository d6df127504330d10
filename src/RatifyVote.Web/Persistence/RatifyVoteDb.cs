using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Accounts;

namespace RatifyVote.Web.Persistence;

/// <summary>People, votes, audit, mail. Never a ballot and never a credential.</summary>
public abstract class RatifyVoteDb(DbContextOptions options) : IdentityUserContext<Account, Guid>(options)
{
    /// <summary>Version 3 brings the passkey table; stated here so that it does not depend on who makes the context.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.UseOneClockForm(this.IsSqlite());
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        AddPasskeys(builder);
        builder.ApplyTablesOf(typeof(RatifyVoteDb));
    }

    // Identity reads its schema version from the application's options only, so a context made without them would have no passkey table.
    private static void AddPasskeys(ModelBuilder builder) => builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
    {
        passkey.ToTable("AspNetUserPasskeys");
        passkey.HasKey(p => p.CredentialId);
        passkey.Property(p => p.CredentialId).HasMaxLength(1024);
        passkey.OwnsOne(p => p.Data).ToJson();
        passkey.HasOne<Account>().WithMany().HasForeignKey(p => p.UserId).IsRequired();
    });
}

public sealed class SqliteRatifyVoteDb(DbContextOptions<SqliteRatifyVoteDb> options) : RatifyVoteDb(options);

public sealed class PostgresRatifyVoteDb(DbContextOptions<PostgresRatifyVoteDb> options) : RatifyVoteDb(options);
