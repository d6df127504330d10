using RatifyVote.Web.Agreements.Editing;

namespace RatifyVote.Web.Agreements;

public static class AgreementsSlice
{
    public static WebApplicationBuilder AddAgreements(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Dossiers>();
        builder.Services.AddScoped<CreateAgreement>();
        builder.Services.AddScoped<AddLocals>();
        builder.Services.AddScoped<ReviseDossier>();
        builder.Services.AddScoped<AttachDocument>();
        builder.Services.AddScoped<PublishDossier>();
        return builder;
    }

    public static WebApplication MapAgreements(this WebApplication app) => app;
}
