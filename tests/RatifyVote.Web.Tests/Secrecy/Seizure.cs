using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Booth;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Secrecy;

/// <summary>One row as a thief finds it: where it lies, which transaction wrote it, and every column as text (bytes as hex).</summary>
internal sealed record SeizedRow(string Table, long Place, long Transaction, IReadOnlyDictionary<string, string> Columns)
{
    public string Text { get; } = string.Join(' ', Columns.Values);
}

/// <summary>Everything on a server but its keydir: both databases row by row with their physical order, the raw bytes of database and log files, every log line.</summary>
internal sealed class Seizure
{
    private Seizure(IReadOnlyList<SeizedRow> rows, IReadOnlyList<byte[]> raw, string logs) => (Rows, Raw, Logs) = (rows, raw, logs);

    public IReadOnlyList<SeizedRow> Rows { get; }
    public IReadOnlyList<byte[]> Raw { get; }
    public string Logs { get; }

    public static Task<Seizure> OfAsync(BoxHost host) => OfAsync(host.Databases, host.Logs);

    /// <param name="folders">Further folders of the server: mail that waits for delivery.</param>
    public static async Task<Seizure> OfAsync(TestDatabases databases, CollectedLogs logs, params string[] folders)
    {
        List<SeizedRow> rows = [];
        List<byte[]> raw = [.. folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).SelectMany(AsWrittenAndDecoded)];
        await using BallotBoxDb box = databases.BallotBox();
        await using RatifyVoteDb people = databases.RatifyVote();
        foreach (DbContext db in new DbContext[] { box, people })
        {
            bool sqlite = db.IsSqlite();
            foreach (string table in await db.Database.SqlQueryRaw<string>(sqlite
                ? "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                : "SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'public'").ToListAsync())
            {
                rows.AddRange(await RowsAsync(db, table, sqlite));
            }

            raw.AddRange(sqlite ? FilesOf(db) : []);
        }

        if (!box.IsSqlite())
        {
            raw.AddRange(await WriteAheadLogAsync(box));
        }

        return new Seizure(rows, raw, string.Join('\n', logs.Lines));
    }

    /// <summary>The rows of a table in the order in which they lie on the disk.</summary>
    public IEnumerable<SeizedRow> Of(string table) => Rows.Where(row => row.Table == table).OrderBy(row => row.Place);

    /// <summary>Where these bytes are found: table rows, raw files, logs.</summary>
    public List<string> FindBytes(byte[] wanted)
    {
        string hex = Convert.ToHexString(wanted);
        return [.. Rows.Where(row => row.Text.Contains(hex, StringComparison.OrdinalIgnoreCase)).Select(row => row.Table).Distinct(),
            .. Raw.Any(file => file.AsSpan().IndexOf(wanted) >= 0) ? ["raw files"] : Array.Empty<string>(),
            .. Logs.Contains(hex, StringComparison.OrdinalIgnoreCase) || Logs.Contains(Convert.ToBase64String(wanted).TrimEnd('='), StringComparison.Ordinal) ? ["logs"] : Array.Empty<string>()];
    }

    public List<string> FindText(string wanted)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(wanted);
        string hex = Convert.ToHexString(utf8);
        return [.. Rows.Where(row => row.Text.Contains(wanted, StringComparison.Ordinal) || row.Text.Contains(hex, StringComparison.OrdinalIgnoreCase)).Select(row => row.Table).Distinct(),
            .. Raw.Any(file => file.AsSpan().IndexOf(utf8) >= 0) ? ["raw files"] : Array.Empty<string>(),
            .. Logs.Contains(wanted, StringComparison.Ordinal) ? ["logs"] : Array.Empty<string>()];
    }

    private static async Task<List<SeizedRow>> RowsAsync(DbContext db, string table, bool sqlite)
    {
        bool numbered = !sqlite || !WithoutRowNumbers.Tables.Contains(table);
        await db.Database.OpenConnectionAsync();
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = !sqlite ? $"SELECT ((ctid::text::point)[0]::bigint * 65536 + (ctid::text::point)[1]::bigint) AS place, xmin::text::bigint AS xid, * FROM \"{table}\""
            : numbered ? $"SELECT rowid AS place, 0 AS xid, * FROM \"{table}\"" : $"SELECT 0 AS place, 0 AS xid, * FROM \"{table}\"";
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        List<SeizedRow> rows = [];
        while (await reader.ReadAsync())
        {
            Dictionary<string, string> columns = [];
            for (int column = 2; column < reader.FieldCount; column++)
            {
                columns[reader.GetName(column)] = reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(column).ToString()!;
            }

            // A table without row numbers is read in its own order: that of its key.
            rows.Add(new SeizedRow(table, numbered ? reader.GetInt64(0) : rows.Count, reader.GetInt64(1), columns));
        }

        return rows;
    }

    private static IEnumerable<byte[]> FilesOf(DbContext db)
    {
        string file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        foreach (string path in new[] { file, file + "-wal" }.Where(File.Exists))
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return bytes;
        }
    }

    // A mail's body is base64: a search must see through it.
    private static IEnumerable<byte[]> AsWrittenAndDecoded(string path)
    {
        string text = File.ReadAllText(path);
        yield return Encoding.UTF8.GetBytes(text);
        string[] parts = text.Split("\r\n\r\n", 2);
        byte[] body = new byte[text.Length];
        if (parts.Length == 2 && Convert.TryFromBase64String(parts[1], body, out int length))
        {
            yield return body[..length];
        }
    }

    private static async Task<List<byte[]>> WriteAheadLogAsync(DbContext db)
    {
        List<byte[]> segments = [];
        foreach (string name in await db.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM pg_ls_waldir() WHERE length(name) = 24 ORDER BY name").ToListAsync())
        {
            segments.Add((await db.Database.SqlQueryRaw<byte[]>("SELECT pg_read_binary_file({0}) AS \"Value\"", "pg_wal/" + name).ToListAsync())[0]);
        }

        return segments;
    }
}
