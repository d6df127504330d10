using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Sites;

/// <summary>The whole web host in memory on fresh databases and a fresh keydir, without a scheduler, on a clock that tests move.</summary>
public sealed class TestSite : WebApplicationFactory<Program>
{
    private readonly TestDatabases databases;
    private readonly string folder = Directory.CreateTempSubdirectory("ratifyvote-site-").FullName;

    private TestSite(TestDatabases databases) => this.databases = databases;

    /// <summary>Starts at the present, so that cookies and certificates of the machine agree; move it with Advance.</summary>
    public TestClock Clock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Errors the host has logged.</summary>
    public Problems Problems { get; } = new();

    public TestDatabases Databases => databases;

    public string MailFolder => Path.Combine(folder, "mail");

    public string KeydirFolder => Path.Combine(folder, "keydir");

    public static async Task<TestSite> StartAsync(DatabaseProvider provider = DatabaseProvider.Sqlite) => new(await TestDatabases.NewAsync(provider));

    /// <summary>A person's browser: own cookies, no redirects followed, https.</summary>
    public Visitor Visitor() => new(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true, BaseAddress = new Uri("https://localhost") }), Problems);

    /// <summary>Does something with the services of one request.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> deed)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await deed(scope.ServiceProvider);
    }

    public Task InScopeAsync(Func<IServiceProvider, Task> deed) => InScopeAsync(async services =>
    {
        await deed(services);
        return true;
    });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Database:Provider", databases.Settings.Provider.ToString());
        builder.UseSetting("Database:RatifyVote", databases.Settings.RatifyVote);
        builder.UseSetting("Database:BallotBox", databases.Settings.BallotBox);
        builder.UseSetting("KeyDirectory:Path", KeydirFolder);
        builder.UseSetting("Mail:Folder", MailFolder);
        builder.UseSetting("Scheduling:Enabled", "false");
        builder.UseSetting("Site:PublicUrl", "https://localhost");
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock).AddLogging(logging => logging.AddProvider(Problems)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await databases.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
