using RatifyVote.Web.Administration;
using RatifyVote.Web.Certification.Certifying;
using RatifyVote.Web.Certification.Counting;
using RatifyVote.Web.Certification.Pages;
using RatifyVote.Web.Certification.Publishing;
using RatifyVote.Web.Scheduling;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Certification;

public static class CertificationSlice
{
    public static WebApplicationBuilder AddCertification(this WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton(PublicationFolder.From(builder.Configuration));
        foreach (Type useCase in new[]
        {
            typeof(AdvanceCount), typeof(Canvass), typeof(ComputeResult), typeof(RunChecks), typeof(Certificates), typeof(SignResult),
            typeof(PublishVote), typeof(VoteFiles), typeof(BoardExports), typeof(CountQuery),
        })
        {
            services.AddScoped(useCase);
        }

        services.AddKnock<AdvanceCount>("count", TimeSpan.FromSeconds(5), (advance, ct) => advance.RunAsync(ct));
        services.AddHomeSection<ToCertify>(Capability.CertifyResult, 210);
        return builder;
    }

    public static WebApplication MapCertification(this WebApplication app)
    {
        CertifyEndpoints.Map(app);
        app.MapGet("/votes/{vote}/published.zip", async (string vote, VoteQueries votes, PublicationFolder place, CancellationToken ct) =>
            await votes.FindAsync(vote, ct) is { Phase: Domain.Votes.VotePhase.Published } && File.Exists(place.ZipOf(vote))
                ? Results.File(place.ZipOf(vote), "application/zip", $"{vote}.zip")
                : Results.NotFound()).AllowAnonymous();
        return app;
    }
}
