using Microsoft.AspNetCore.Http.HttpResults;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Booth.Boards;
using RatifyVote.Web.Booth.Casting;
using RatifyVote.Web.Booth.HandingOut;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Scheduling;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Booth;

public static class BoothSlice
{
    public static WebApplicationBuilder AddBooth(this WebApplicationBuilder builder)
    {
        Failpoint.Arm(builder.Configuration["Failpoint"]);
        IServiceCollection services = builder.Services;
        services.AddSingleton<SealedUnits>();
        services.AddSingleton<UnitSecrets>();
        services.AddSingleton<BoardFiles>();
        services.AddSingleton<ReceiptSigner>();
        services.AddSingleton(CastPace.Usual);
        services.AddSingleton(provider => new AddressPace(provider.GetRequiredService<TimeProvider>(), builder.Configuration.GetValue("Booth:CastsPerAddressAndMinute", 0)));
        services.AddSingleton<CastQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<CastQueue>());
        foreach (Type useCase in new[]
        {
            typeof(LookUpBallots), typeof(CommitBallots), typeof(CastEndpoint), typeof(HandOutCredential), typeof(HandOutEndpoint), typeof(TrackerLookUp), typeof(TrackerEndpoint),
            typeof(Board), typeof(BoardFile), typeof(BoardArchives), typeof(ContestKeys), typeof(BoardReader), typeof(BoardAnnouncements), typeof(InboxFlush), typeof(BoothSetup),
            typeof(Flush), typeof(CloseUnits), typeof(EndBallots), typeof(SignOffUnits), typeof(DestroyContestKey), typeof(VoidUnits),
        })
        {
            services.AddScoped(useCase);
        }

        services.AddKnock<Flush>("flush", TimeSpan.FromSeconds(5), (flush, ct) => flush.RunAsync(ct));
        services.AddScoped<BoardHeads>(provider => provider.GetRequiredService<Board>().HeadsAsync);

        // A request line, a trace id or a duration of a cast beside those of a sign-in would tie the two (secrecy C-18): the host writes none for any request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        return builder;
    }

    public static WebApplication MapBooth(this WebApplication app)
    {
        app.MapPost("/cast/{uuid}", static (string uuid, HttpContext http, CastEndpoint endpoint) => endpoint.HandleAsync(uuid, http)).Anonymously();
        app.MapPost("/board/{uuid}/tracker", static (string uuid, HttpContext http, TrackerEndpoint endpoint) => endpoint.HandleAsync(uuid, http)).Anonymously();
        app.MapPost("/handout/{uuid}", static (string uuid, HttpContext http, HandOutEndpoint endpoint) => endpoint.HandleAsync(uuid, http)).Anonymously();

        app.MapGet("/board/{uuid}.bel", static async (string uuid, HttpContext http, BoardFile file) =>
        {
            if (await file.FindPublicAsync(uuid, http.RequestAborted) is not { } extent)
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            http.Response.ContentType = "application/x-tar";
            http.Response.ContentLength = extent.Bytes;
            http.Response.Headers.ETag = $"\"{extent.Head}\"";
            await file.WriteAsync(extent, http.Response.Body, http.RequestAborted);
        }).Anonymously();
        app.MapGet("/board/{uuid}/credentials.json", static (string uuid, BoardFiles files, CancellationToken ct) => AsJson(files.CredentialsAsync(uuid, ct))).Anonymously();
        app.MapGet("/board/{uuid}/leaves.json", static (string uuid, BoardFiles files, CancellationToken ct) => AsJson(files.LeavesAsync(uuid, ct))).Anonymously();
        app.MapGet("/board/{uuid}/index.json", static (string uuid, BoardFiles files, CancellationToken ct) => AsJson(files.IndexAsync(uuid, ct))).Anonymously();
        app.MapGet("/board/{uuid}/openings.json", static (string uuid, BoardFiles files, CancellationToken ct) => AsJson(files.OpeningsAsync(uuid, ct))).Anonymously();
        app.MapGet("/booth/{uuid}/setup.json", static async Task<IResult> (string uuid, HttpContext http, BoothSetup setup) =>
            http.User.AccountId() is null ? IslandAnswer.Refuse(IslandRefusal.SignInAgain)
            : await setup.RunAsync(uuid, http.RequestAborted) is { } body ? TypedResults.Bytes(body, "application/json")
            : IslandAnswer.Refuse(IslandRefusal.NotFound)).Anonymously();
        return app;
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> AsJson(Task<byte[]?> file) =>
        await file is { } bytes ? TypedResults.Bytes(bytes, "application/json") : TypedResults.NotFound();

    // Whoever may ask is decided by the endpoint itself, and no measurement of it is kept.
    private static void Anonymously(this RouteHandlerBuilder endpoint) => endpoint.AllowAnonymous().DisableAntiforgery().DisableHttpMetrics();
}
