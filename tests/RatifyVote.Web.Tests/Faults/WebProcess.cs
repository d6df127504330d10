using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Tests.Faults;

/// <summary>The web host as a process of its own, as an operator starts it, over given databases and keydir.</summary>
internal sealed class WebProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private const int KilledBySignal9 = 128 + 9;

    private readonly Process process;
    private readonly System.Text.StringBuilder said = new();

    private WebProcess(Process process, int port) => (this.process, Site) = (process, $"http://127.0.0.1:{port}");

    public string Site { get; }

    /// <param name="failpoint">Where the process kills itself, or null.</param>
    public static WebProcess Start(DatabaseSettings databases, string keydir, string? failpoint)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        ProcessStartInfo start = new("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "RatifyVote.Web.dll"), $"--urls=http://127.0.0.1:{port}", $"--Site:PublicUrl=http://127.0.0.1:{port}",
            $"--Database:Provider={databases.Provider}", $"--Database:RatifyVote={databases.RatifyVote}", $"--Database:BallotBox={databases.BallotBox}",
            $"--KeyDirectory:Path={keydir}", .. failpoint is null ? Array.Empty<string>() : [$"--Failpoint={failpoint}"],
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(keydir)! };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_TieredPGO"] = "0";
        WebProcess web = new(Process.Start(start)!, port);
        web.process.OutputDataReceived += (_, line) => web.Note(line.Data);
        web.process.ErrorDataReceived += (_, line) => web.Note(line.Data);
        web.process.BeginOutputReadLine();
        web.process.BeginErrorReadLine();
        return web;
    }

    /// <summary>A browser of nobody that posts from this site's pages.</summary>
    public HttpClient Anonymous()
    {
        HttpClient client = new() { BaseAddress = new Uri(Site), Timeout = Patience };
        client.DefaultRequestHeaders.Add("Origin", Site);
        return client;
    }

    public async Task AnswersAsync()
    {
        using HttpClient client = Anonymous();
        await UntilAsync("answer", async () =>
        {
            try
            {
                return (await client.GetAsync("/healthz")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    /// <summary>Waits until the failpoint has killed the process.</summary>
    public async Task DiesAsync(string failpoint)
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The failpoint {failpoint} was not reached. The process said:\n{Said}");
        }

        Assert.True(process.ExitCode == KilledBySignal9, $"At {failpoint} the process ended with {process.ExitCode} and said:\n{Said}");
    }

    public async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.False(process.HasExited, $"The process ended while it should {what}. It said:\n{Said}");
            Assert.True(waited.Elapsed < Patience, $"The process did not {what}. It said:\n{Said}");
            await Task.Delay(50);
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    private void Note(string? line)
    {
        lock (said)
        {
            said.AppendLine(line);
        }
    }
}
