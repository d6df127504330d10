using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RatifyVote.Rehearsal.Nodes;

/// <summary>A web node as a process of its own, on fresh databases in a folder of its own, which goes when the node goes.</summary>
internal sealed class WebNode : IAsyncDisposable
{
    private const string CodeWords = "enter the setup code: ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly StreamWriter log;
    private readonly string folder;
    private readonly TaskCompletionSource<string> setupCode = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WebNode(Process process, StreamWriter log, string folder, Uri url) => (this.process, this.log, this.folder, Url) = (process, log, folder, url);

    public Uri Url { get; }

    public string MailFolder => Path.Combine(folder, "mail");

    /// <summary>The code the node printed on its console.</summary>
    public Task<string> SetupCodeAsync(CancellationToken ct) => setupCode.Task.WaitAsync(StartLimit, ct);

    /// <param name="logFile">Everything the node prints, the setup code left out.</param>
    /// <param name="postgres">Connection string without a database, or null for SQLite.</param>
    public static async Task<WebNode> StartAsync(string logFile, string? postgres, CancellationToken ct)
    {
        string folder = Directory.CreateTempSubdirectory("ratifyvote-rehearsal-").FullName;
        Uri url = new($"http://localhost:{FreePort()}");
        string program = WebProgram.Find();
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        start.ArgumentList.Add(program);
        foreach ((string name, string value) in Settings(folder, url, postgres))
        {
            start.Environment[name] = value;
        }

        // A shell's own ASP.NET settings must not reach the node.
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        StreamWriter log = new(logFile) { AutoFlush = true };
        WebNode node = new(new Process { StartInfo = start }, log, folder, url);
        node.process.OutputDataReceived += (_, line) => node.Printed(line.Data);
        node.process.ErrorDataReceived += (_, line) => node.Printed(line.Data);
        node.process.Start();
        node.process.BeginOutputReadLine();
        node.process.BeginErrorReadLine();
        await node.WaitUntilHealthyAsync(logFile, ct);
        return node;
    }

    /// <summary>The most memory the node ever held, in bytes; 0 where the system does not tell.</summary>
    public long PeakMemory() => Reports.PeakMemory.Of(process);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        lock (log)
        {
            log.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<(string Name, string Value)> Settings(string folder, Uri url, string? postgres)
    {
        // The key directory must not lie below the databases.
        string data = Path.Combine(folder, "data");
        Directory.CreateDirectory(data);
        yield return ("Urls", url.ToString().TrimEnd('/'));
        yield return ("Site__PublicUrl", url.ToString().TrimEnd('/'));
        yield return ("Site__UnionName", "Rehearsal Alliance");
        yield return ("KeyDirectory__Path", Path.Combine(folder, "keys"));
        yield return ("Mail__Folder", Path.Combine(folder, "mail"));
        yield return ("Publication__Path", Path.Combine(folder, "published"));
        if (postgres is null)
        {
            yield return ("Database__RatifyVote", "Data Source=" + Path.Combine(data, "ratifyvote.db"));
            yield return ("Database__BallotBox", "Data Source=" + Path.Combine(data, "ballotbox.db"));
        }
        else
        {
            yield return ("Database__Provider", "Postgres");
            yield return ("Database__RatifyVote", $"{postgres.TrimEnd(';')};Database=rehearsal_people_{Path.GetFileName(folder)[^6..].ToLowerInvariant()}");
            yield return ("Database__BallotBox", $"{postgres.TrimEnd(';')};Database=rehearsal_box_{Path.GetFileName(folder)[^6..].ToLowerInvariant()}");
        }
    }

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Printed(string? line)
    {
        if (line is null)
        {
            return;
        }

        int at = line.IndexOf(CodeWords, StringComparison.Ordinal);
        if (at >= 0)
        {
            setupCode.TrySetResult(line[(at + CodeWords.Length)..].Trim());
            return;
        }

        lock (log)
        {
            if (log.BaseStream is not null)
            {
                log.WriteLine(line);
            }
        }
    }

    private async Task WaitUntilHealthyAsync(string logFile, CancellationToken ct)
    {
        using HttpClient http = new() { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(5) };
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < StartLimit)
        {
            if (process.HasExited)
            {
                break;
            }

            try
            {
                using HttpResponseMessage answer = await http.GetAsync("/healthz", ct);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
        }

        await DisposeAsync();
        throw new RehearsalException($"The web node did not come up; see {logFile}.");
    }
}
