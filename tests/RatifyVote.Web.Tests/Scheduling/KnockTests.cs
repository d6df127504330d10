using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Scheduling;
using RatifyVote.Web.Scheduling.Storage;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Scheduling;

public sealed class KnockTests
{
    private sealed class Counter
    {
        public int Calls;
    }

    private sealed class CountUp(Counter counter)
    {
        public Task RunAsync()
        {
            Interlocked.Increment(ref counter.Calls);
            return Task.CompletedTask;
        }

        public Task FailAsync() => throw new InvalidOperationException("a secret in the message");
    }

    private sealed class Host(TestDatabases databases, Counter counter) : WebApplicationFactory<Program>
    {
        private readonly string folder = Directory.CreateTempSubdirectory("ratifyvote-knock-").FullName;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            builder.UseSetting("Database:Provider", databases.Settings.Provider.ToString());
            builder.UseSetting("Database:RatifyVote", databases.Settings.RatifyVote);
            builder.UseSetting("Database:BallotBox", databases.Settings.BallotBox);
            builder.UseSetting("KeyDirectory:Path", Path.Combine(folder, "keydir"));
            builder.UseSetting("Mail:Folder", Path.Combine(folder, "mail"));
            builder.UseSetting("Logging:LogLevel:Default", "None");
            builder.ConfigureTestServices(services => services.AddSingleton(counter).AddScoped<CountUp>()
                .AddKnock<CountUp>("count-up", TimeSpan.FromMilliseconds(500), (useCase, _) => useCase.RunAsync())
                .AddKnock<CountUp>("count-rarely", TimeSpan.FromHours(1), (useCase, _) => useCase.RunAsync())
                .AddKnock<CountUp>("fail", TimeSpan.FromSeconds(1), (useCase, _) => useCase.FailAsync()));
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_knock_is_repeated_a_failing_one_is_noted_without_its_data_and_both_go_on_after_a_restart(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        for (int start = 0; start < 2; start++)
        {
            Counter counter = new();
            await using Host host = new(databases, counter);
            host.CreateClient().Dispose();
            await UntilAsync(() => Task.FromResult(counter.Calls >= 3), "three knocks");
            await UntilAsync(async () =>
            {
                await using RatifyVoteDb db = databases.RatifyVote();
                return await db.Set<KnockRunRow>().AnyAsync(row => row.Name == "fail" && row.Failure == "InvalidOperationException" && row.Runs > 0);
            }, "the failure to be noted");
        }
    }

    [Fact]
    public async Task A_knock_asked_for_at_a_moment_does_not_wait_for_the_next_round()
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(DatabaseProvider.Sqlite);
        Counter counter = new();
        await using Host host = new(databases, counter);
        host.CreateClient().Dispose();
        async Task<long> RunsAsync()
        {
            await using RatifyVoteDb db = databases.RatifyVote();
            return await db.Set<KnockRunRow>().Where(row => row.Name == "count-rarely").Select(row => row.Runs).SingleOrDefaultAsync();
        }

        await UntilAsync(async () => await RunsAsync() == 1, "the knock at start");
        await host.Services.GetRequiredService<Knocker>().AtAsync("count-rarely", TimeProvider.System.GetUtcNow().AddSeconds(1), default);
        await UntilAsync(async () => await RunsAsync() == 2, "the knock that was asked for");
    }

    private static async Task UntilAsync(Func<Task<bool>> there, string what)
    {
        for (int tries = 0; tries < 600; tries++)
        {
            if (await there())
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail($"Waited a minute in vain for {what}.");
    }
}
