using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Storage;

/// <summary>Set-wise reads and writes for the paths where a row at a time would be too slow: the same SQL for both databases, inside whatever transaction is running.</summary>
internal static class BallotBoxSql
{
    private const int MostParameters = 8000;

    /// <summary>Inserts all rows, as many to a statement as fit.</summary>
    public static async Task InsertAsync(this BallotBoxDb db, string table, string[] columns, IReadOnlyList<object?[]> rows, CancellationToken ct)
    {
        int perStatement = Math.Max(1, MostParameters / columns.Length);
        string head = $"INSERT INTO \"{table}\" ({string.Join(",", columns.Select(column => $"\"{column}\""))}) VALUES ";
        for (int start = 0; start < rows.Count; start += perStatement)
        {
            StringBuilder sql = new(head);
            await using DbCommand command = db.Command();
            for (int row = start; row < Math.Min(start + perStatement, rows.Count); row++)
            {
                sql.Append(row == start ? "(" : ",(").AppendJoin(',', rows[row].Select(command.Add)).Append(')');
            }

            command.CommandText = sql.ToString();
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>All sign-off rows of a unit by one statement, in order of i: neither the rows' place nor their transaction says more than i, a random order made at the freeze.</summary>
    public static async Task InsertSignOffAsync(this BallotBoxDb db, string uuid, SignOffState[] states, byte[][] salts, CancellationToken ct)
    {
        await using DbCommand command = db.Command();
        string rows = JsonSerializer.Serialize(states.Select((state, i) => new object[] { i, state.ToString(), Convert.ToHexString(salts[i]) }));
        string list = command.Add(rows), unit = command.Add(uuid);
        command.CommandText = db.IsSqlite()
            ? $"""INSERT INTO "SignOff" ("Uuid","I","State","SSalt") SELECT {unit}, json_extract(value,'$[0]'), json_extract(value,'$[1]'), unhex(json_extract(value,'$[2]')) FROM json_each({list}) ORDER BY key"""
            : $"""INSERT INTO "SignOff" ("Uuid","I","State","SSalt") SELECT {unit}, (value->>0)::int, value->>1, decode(value->>2,'hex') FROM jsonb_array_elements({list}::jsonb) WITH ORDINALITY AS entries(value, place) ORDER BY place""";
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Reads with a list of values: <c>{0}</c> in the SQL becomes the unit, <c>{1}</c> the list in brackets. Asked in pieces when the list is long.</summary>
    /// <param name="uuid">Null where the values belong to one unit anyhow, as keyed tags do: naming the unit too would only tempt SQLite to walk through all its rows.</param>
    public static async Task<List<T>> ReadAsync<T>(this BallotBoxDb db, string sql, string? uuid, IReadOnlyCollection<object> values, Func<DbDataReader, T> read, CancellationToken ct)
    {
        List<T> found = [];
        foreach (object[] piece in values.Chunk(MostParameters))
        {
            await using DbCommand command = db.Command();
            string unit = uuid is null ? "" : command.Add(uuid);
            command.CommandText = string.Format(CultureInfo.InvariantCulture, sql, unit, "(" + string.Join(',', piece.Select(command.Add)) + ")");
            await using DbDataReader reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                found.Add(read(reader));
            }
        }

        return found;
    }

    public static byte[] Blob(this DbDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    private static DbCommand Command(this BallotBoxDb db)
    {
        DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private static string Add(this DbCommand command, object? value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{command.Parameters.Count}");
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }
}
