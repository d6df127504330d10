using Microsoft.EntityFrameworkCore;

namespace RatifyVote.Web.Persistence;

/// <summary>Public credentials, sealed inbox, boards, and per unit what casting needs. No row here names a person,
/// and no foreign key or transaction reaches across to <see cref="RatifyVoteDb"/>.</summary>
public abstract class BallotBoxDb(DbContextOptions options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UseOneClockForm(this.IsSqlite());

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyTablesOf(typeof(BallotBoxDb));
}

public sealed class SqliteBallotBoxDb(DbContextOptions<SqliteBallotBoxDb> options) : BallotBoxDb(options);

public sealed class PostgresBallotBoxDb(DbContextOptions<PostgresBallotBoxDb> options) : BallotBoxDb(options);
