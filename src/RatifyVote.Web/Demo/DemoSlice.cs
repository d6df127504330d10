using System.Net;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Demo;

internal static class DemoSlice
{
    /// <summary>Nothing at all unless the demonstration was asked for.</summary>
    public static WebApplicationBuilder AddDemo(this WebApplicationBuilder builder, DemoMode? demo)
    {
        if (demo is null)
        {
            return builder;
        }

        DemoClock clock = new();
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<DemoSheet>();
        builder.Services.AddSingleton<UseCases>();
        builder.Services.AddSingleton<DemoUnion>();
        builder.Services.AddSingleton<DemoVotes>();
        builder.Services.AddSingleton<DemoBallots>();
        builder.Services.AddSingleton<DemoTrustees>();
        builder.Services.AddSingleton<DemoCertifiers>();
        builder.Services.AddSingleton(new PasskeyExemption());
        builder.Services.AddSingleton(new PageMark("Demo.Mark", "/demo"));
        return builder;
    }

    /// <summary>Makes the union and its votes, once, before the first request; then the clock is the system's.</summary>
    public static async Task UseDemoAsync(this WebApplication app, DemoMode? demo)
    {
        if (demo is null)
        {
            return;
        }

        app.Use(async (http, next) =>
        {
            // The sheet gives everybody's password away, so nobody but this machine may read it, whatever the program listens on.
            if (http.Connection.RemoteIpAddress is not { } from || !IPAddress.IsLoopback(from))
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await next();
        });
        app.MapGet("/demo/keys/{vote}/{owner:int}", (string vote, int owner, DemoSheet sheet) =>
            sheet.KeyFiles.FirstOrDefault(file => file.Vote == vote && file.Owner == owner) is { } file
                ? Results.File(file.Content, "application/json", file.FileName) : Results.NotFound()).AllowAnonymous();
        app.Lifetime.ApplicationStopped.Register(demo.Forget);
        await app.Services.GetRequiredService<DemoUnion>().MakeAsync(CancellationToken.None);
        await app.Services.GetRequiredService<DemoVotes>().MakeAsync(CancellationToken.None);
        app.Services.GetRequiredService<DemoClock>().Behind = TimeSpan.Zero;
        Console.WriteLine();
        Console.WriteLine($"Demonstration: {app.Services.GetRequiredService<SiteSettings>().Link("/demo")}");
        Console.WriteLine("Made anew at each start, gone when this program ends. Everybody's sign-in is on that page.");
        Console.WriteLine();
    }
}
