using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using RatifyVote.Web.Shell;

namespace RatifyVote.EndToEnd.Tests.Sites;

[CollectionDefinition(Name)]
public sealed class SiteCollection : ICollectionFixture<Site>
{
    public const string Name = "One site, one browser";
}

/// <summary>The web host on Kestrel at http://localhost, with SQLite and keydir in a temporary folder, and Chromium to look at it. Nothing knocks by
/// itself: tests call the use cases that the scheduler would, on a clock that they may put forward.</summary>
public sealed class Site : WebApplicationFactory<SiteSettings>, IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("ratifyvote-e2e-").FullName;
    private readonly int port = FreePort();
    private IPlaywright playwright = null!;
    private IBrowser? chromium;
    private Union? union;

    public string Address => $"http://localhost:{port}";

    internal LiveClock Clock { get; } = new();

    /// <summary>Warnings and errors of the host, for a failed test's message.</summary>
    internal HostProblems Problems { get; } = new();

    internal IBrowser Chromium => chromium!;

    /// <summary>Where pictures go, null when none are wanted.</summary>
    public static string? Pictures => Environment.GetEnvironmentVariable("RV_SCREENSHOTS") is { Length: > 0 } path ? Directory.CreateDirectory(path).FullName : null;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(60_000);
        UseKestrel(port);
        StartServer();
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ChromiumPath(),
            Headless = true,
            Timeout = 120_000,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>The union, founded when it is first asked for.</summary>
    internal async Task<Union> UnionAsync() => union ??= await Union.FoundAsync(this);

    /// <summary>Does something with the services of one request.</summary>
    internal async Task<T> DoAsync<TUseCase, T>(Func<TUseCase, Task<T>> deed) where TUseCase : notnull
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await deed(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    internal Task DoAsync<TUseCase>(Func<TUseCase, Task> deed) where TUseCase : notnull => DoAsync<TUseCase, bool>(async useCase =>
    {
        await deed(useCase);
        return true;
    });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Database:Provider", "Sqlite");
        builder.UseSetting("Database:RatifyVote", $"Data Source={folder}/data/ratifyvote.db");
        builder.UseSetting("Database:BallotBox", $"Data Source={folder}/data/ballotbox.db");
        builder.UseSetting("KeyDirectory:Path", $"{folder}/keydir");
        builder.UseSetting("Mail:Folder", $"{folder}/mail");
        builder.UseSetting("Publication:Path", $"{folder}/published");
        builder.UseSetting("Scheduling:Enabled", "false");
        builder.UseSetting("Site:PublicUrl", Address);
        builder.UseSetting("Site:UnionName", "Stage and Screen Workers");
        builder.UseSetting("Site:HelpLine", "800 555 0100");
        Directory.CreateDirectory($"{folder}/data");
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock).AddLogging(logging => logging.AddProvider(Problems)));
    }

    public override async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.CloseAsync();
            playwright.Dispose();
        }

        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static string ChromiumPath()
    {
        string[] places = [Environment.GetEnvironmentVariable("RV_CHROMIUM") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        return places.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The browser tests need Chromium, and there is none: install the package 'chromium', or name the program in RV_CHROMIUM.");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
