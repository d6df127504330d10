using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace RatifyVote.Web.Persistence;

// dotnet-ef asks these for a context when it writes migrations; they never connect anywhere.

internal sealed class SqliteRatifyVoteDbFactory : IDesignTimeDbContextFactory<SqliteRatifyVoteDb>
{
    public SqliteRatifyVoteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteRatifyVoteDb>().UseSqlite("Data Source=:memory:").Options);
}

internal sealed class PostgresRatifyVoteDbFactory : IDesignTimeDbContextFactory<PostgresRatifyVoteDb>
{
    public PostgresRatifyVoteDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresRatifyVoteDb>().UseNpgsql("Host=/none;Database=design", PersistenceSlice.ForPostgres).Options);
}

internal sealed class SqliteBallotBoxDbFactory : IDesignTimeDbContextFactory<SqliteBallotBoxDb>
{
    public SqliteBallotBoxDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteBallotBoxDb>().UseSqlite("Data Source=:memory:").Options);
}

internal sealed class PostgresBallotBoxDbFactory : IDesignTimeDbContextFactory<PostgresBallotBoxDb>
{
    public PostgresBallotBoxDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresBallotBoxDb>().UseNpgsql("Host=/none;Database=design", PersistenceSlice.ForPostgres).Options);
}
