using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RatifyVote.Web.Tests.Databases;

/// <summary>The PostgreSQL the tests use: the one <c>RV_PG</c> names ("Host=...;Port=...;Username=..."), else a cluster of our own in a temporary folder.</summary>
internal static class PostgresServer
{
    private static readonly Lazy<string> Running = new(() => Environment.GetEnvironmentVariable("RV_PG") is { Length: > 0 } given ? given : Start());

    /// <summary>Connection string without a database name.</summary>
    /// <exception cref="InvalidOperationException">There is no server to be had: the test fails, it is never skipped.</exception>
    public static string ConnectionPrefix => Running.Value.TrimEnd(';');

    private static string Start()
    {
        string? bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(folder => Path.Combine(folder, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Order().LastOrDefault()
            : null;
        if (bin is null)
        {
            throw new InvalidOperationException("This test needs PostgreSQL: set RV_PG to a running server, or install Debian's package postgresql.");
        }

        string folder = Directory.CreateTempSubdirectory("ratifyvote-pg-").FullName;
        bool root = Environment.UserName == "root";
        if (root)
        {
            Run("chown", "postgres", folder);
        }

        int port = FreePort();
        RunAs(root, Path.Combine(bin, "initdb"), "-D", folder + "/data", "-A", "trust", "-U", "postgres");
        RunAs(root, Path.Combine(bin, "pg_ctl"), "-D", folder + "/data", "-l", folder + "/log", "-w", "-o", $"-p {port} -k {folder} -h 127.0.0.1 -c max_connections=300 -c fsync=off", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            RunAs(root, Path.Combine(bin, "pg_ctl"), "-D", folder + "/data", "-m", "immediate", "stop");
            Directory.Delete(folder, recursive: true);
        };
        return $"Host=127.0.0.1;Port={port};Username=postgres";
    }

    private static void RunAs(bool root, string program, params string[] arguments)
    {
        if (root)
        {
            Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        }
        else
        {
            Run(program, arguments);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // The output is not piped: pg_ctl leaves the server holding its handles, and a pipe would never end.
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "\"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"PostgreSQL for the tests could not be started: {Path.GetFileName(program)} ended with {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
