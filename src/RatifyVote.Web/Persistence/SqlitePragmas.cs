using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RatifyVote.Web.Persistence;

/// <summary>What every SQLite connection of ours is: waits its turn instead of failing, keeps foreign keys, overwrites what it deletes
/// (secrecy: a flushed inbox row must not be readable in a free page), and has reached the disk when a commit returns.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Sql = "PRAGMA busy_timeout=15000; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA synchronous=FULL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = Sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
