using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Booth;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Tests.Booth;

/// <summary>One web node with the ballot box and what it stands on, over fresh databases and a keydir of its own. Members are played by a header that names them.</summary>
internal sealed class BoxHost : IAsyncDisposable
{
    public const string Site = "http://localhost";

    private readonly WebApplication app;
    private readonly bool ownsDatabases;
    private readonly TimeProvider time;

    private BoxHost(WebApplication app, TestDatabases databases, bool ownsDatabases, string keydir, TimeProvider clock, CollectedLogs logs) =>
        (this.app, Databases, this.ownsDatabases, KeydirPath, time, Logs) = (app, databases, ownsDatabases, keydir, clock, logs);

    public TestDatabases Databases { get; }
    public string KeydirPath { get; }

    /// <summary>The clock of a host that was started with one.</summary>
    public TestClock Clock => (TestClock)time;
    public DateTimeOffset Now => time.GetUtcNow();
    public CollectedLogs Logs { get; }
    public IServiceProvider Services => app.Services;

    public static async Task<BoxHost> StartAsync(DatabaseProvider provider, TimeProvider? clock = null, bool overLoopback = false)
    {
        TestDatabases databases = await TestDatabases.NewAsync(provider);
        return await StartAsync(databases, true, Path.Combine(Directory.CreateTempSubdirectory("ratifyvote-keydir-").FullName, "keydir"), clock ?? new TestClock(), overLoopback);
    }

    /// <summary>A second node over the same databases and keydir.</summary>
    public Task<BoxHost> AnotherNodeAsync() => StartAsync(Databases, false, KeydirPath, time, overLoopback: false);

    private static async Task<BoxHost> StartAsync(TestDatabases databases, bool own, string keydir, TimeProvider clock, bool overLoopback)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = databases.Settings.Provider.ToString(),
            ["Database:RatifyVote"] = databases.Settings.RatifyVote,
            ["Database:BallotBox"] = databases.Settings.BallotBox,
            ["KeyDirectory:Path"] = keydir,
            ["Site:PublicUrl"] = Site,
        });
        CollectedLogs logs = new();
        builder.Logging.ClearProviders();
        if (overLoopback)
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        }
        else
        {
            builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
            builder.WebHost.UseTestServer();
        }

        builder.AddPersistence();
        builder.AddKeyDirectory();
        builder.AddVotes();
        builder.AddBooth();
        builder.Services.Configure<Microsoft.AspNetCore.Identity.IdentityOptions>(RatifyVoteDb.UseIdentitySchema);
        builder.Services.AddSingleton(SiteSettings.From(builder.Configuration));
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        builder.Services.AddAntiforgery(antiforgery => antiforgery.HeaderName = "X-CSRF");
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderSignIn>("header", null);
        WebApplication app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapGet("/csrf", (HttpContext http, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(http).RequestToken).AllowAnonymous();
        app.MapBooth();
        await app.StartAsync();
        return new BoxHost(app, databases, own, keydir, clock, logs);
    }

    /// <summary>A browser of nobody: no cookie, the site's own Origin.</summary>
    public HttpClient Anonymous()
    {
        HttpClient client = app.GetTestClient();
        client.DefaultRequestHeaders.Add("Origin", Site);
        return client;
    }

    /// <summary>The same through the network stack, for a host that was started over loopback.</summary>
    public HttpClient OverLoopback()
    {
        HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Add("Origin", Site);
        return client;
    }

    /// <summary>A signed-in member's browser, with its antiforgery token.</summary>
    public async Task<HttpClient> MemberAsync(Guid member, DateTimeOffset signedInAt, SignInMethod method = SignInMethod.Passkey)
    {
        HttpClient client = app.GetTestClient();
        client.DefaultRequestHeaders.Add("X-Member", member.ToString());
        client.DefaultRequestHeaders.Add("X-Method", method.ToString());
        client.DefaultRequestHeaders.Add("X-Signed-In", signedInAt.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        using HttpResponseMessage token = await client.GetAsync("/csrf");
        client.DefaultRequestHeaders.Add("Cookie", token.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        client.DefaultRequestHeaders.Add("X-CSRF", await token.Content.ReadAsStringAsync());
        return client;
    }

    /// <summary>Runs in a scope of its own, as one request or one knock would.</summary>
    public async Task<T> InScopeAsync<TUseCase, T>(Func<TUseCase, Task<T>> run)
        where TUseCase : class
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    public Task InScopeAsync<TUseCase>(Func<TUseCase, Task> run)
        where TUseCase : class => InScopeAsync<TUseCase, bool>(async useCase =>
        {
            await run(useCase);
            return true;
        });

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (ownsDatabases)
        {
            await Databases.DisposeAsync();
            Directory.Delete(Path.GetDirectoryName(KeydirPath)!, recursive: true);
        }
    }

    /// <summary>Signs in whoever the header X-Member names, at the time X-Signed-In says (Unix seconds).</summary>
    private sealed class HeaderSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["X-Member"] is not [{ } member])
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            ClaimsIdentity identity = new(
            [
                new Claim(ClaimTypes.NameIdentifier, member), new Claim(SignInMethods.MemberClaim, member),
                new Claim(SignInMethods.MethodClaim, Request.Headers["X-Method"] is [{ } method] ? method : nameof(SignInMethod.Passkey)),
                new Claim(SignInMethods.TimeClaim, Request.Headers["X-Signed-In"].ToString()),
            ], "header");
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), "header")));
        }
    }
}

/// <summary>Every log line of a node, whatever its level.</summary>
internal sealed class CollectedLogs : ILoggerProvider
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Collector(categoryName, lines);

    public void Dispose() { }

    private sealed class Collector(string category, System.Collections.Concurrent.ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
