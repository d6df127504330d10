using RatifyVote.Web.Administration;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Trustees.Ceremonies;
using RatifyVote.Web.Trustees.Decryptions;
using RatifyVote.Web.Trustees.Pages;

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
        builder.Services.AddScoped<TrusteeDecryptions>();
        builder.Services.AddScoped<SealedTallies>();
        builder.Services.AddScoped<ReceiveAttestation>();
        builder.Services.AddScoped<ReceiveDecryption>();
        builder.Services.AddScoped<FinishDecryptions>();
        builder.Services.AddScoped<DecryptionState>();
        builder.Services.AddHomeSection<MyKeyShares>(Capability.HoldKeyShare, 200);
        return builder;
    }

    public static WebApplication MapTrustees(this WebApplication app)
    {
        CeremonyEndpoints.Map(app);
        CeremonyEndpoints.MapForms(app);
        DecryptionEndpoints.Map(app);
        return app;
    }
}
