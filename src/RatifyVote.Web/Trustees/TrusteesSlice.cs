using RatifyVote.Web.Trustees.Ceremonies;

namespace RatifyVote.Web.Trustees;

public static class TrusteesSlice
{
    public static WebApplicationBuilder AddTrustees(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<TrusteeCeremonies>();
        builder.Services.AddScoped<TakeSeat>();
        builder.Services.AddScoped<ReceiveMessage>();
        builder.Services.AddScoped<AbortCeremony>();
        builder.Services.AddScoped<StartCeremonyAnew>();
        return builder;
    }

    public static WebApplication MapTrustees(this WebApplication app)
    {
        CeremonyEndpoints.Map(app);
        CeremonyEndpoints.MapForms(app);
        return app;
    }
}
