using Microsoft.AspNetCore.Http.HttpResults;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Agreements.Editing;
using RatifyVote.Web.Agreements.Pages;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Agreements;

public static class AgreementsSlice
{
    public static WebApplicationBuilder AddAgreements(this WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddScoped<Dossiers>();
        services.AddScoped<DossierQuery>();
        services.AddScoped<CreateAgreement>();
        services.AddScoped<AddLocals>();
        services.AddScoped<ReviseDossier>();
        services.AddScoped<AttachDocument>();
        services.AddScoped<PublishDossier>();
        services.AddNavigationLink("Agreements.Link", "/agreements", Capability.TakePart, 20);
        services.AddNavigationLink("Prepare.Link", "/agreements/prepare", Capability.PublishDossier, 110);
        services.AddHomeSection<DossierDesk>(Capability.PublishDossier, 130);
        return builder;
    }

    public static WebApplication MapAgreements(this WebApplication app)
    {
        app.MapGet("/agreements/{agreement}/{number:int}/documents/{sha256}", (string agreement, int number, string sha256, HttpContext http, DossierQuery query) =>
            ServeAsync(query, agreement, number, sha256, working: false, http)).RequireCapability(Capability.TakePart);
        app.MapGet("/agreements/{agreement}/local/{local:int}/documents/{sha256}", (string agreement, int local, string sha256, HttpContext http, DossierQuery query) =>
            ServeAsync(query, agreement, local, sha256, working: true, http)).RequireCapability(Capability.PublishDossier);
        return app;
    }

    // What somebody uploaded is only ever downloaded: it runs nowhere and is never shown inside this site.
    private static async Task<Results<FileContentHttpResult, NotFound>> ServeAsync(DossierQuery query, string agreement, int local, string sha256, bool working, HttpContext http)
    {
        if (await query.DocumentAsync(agreement, local, sha256, working, http.RequestAborted) is not { } found)
        {
            return TypedResults.NotFound();
        }
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(found.Bytes, "application/pdf", found.Document.Name);
    }
}
