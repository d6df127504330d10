using RatifyVote.Web.Administration;
using RatifyVote.Web.Roster.Exporting;
using RatifyVote.Web.Roster.Importing;
using RatifyVote.Web.Roster.Inviting;
using RatifyVote.Web.Roster.Locals;
using RatifyVote.Web.Roster.Pages;
using RatifyVote.Web.Scheduling;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Roster;

public static class RosterSlice
{
    public static WebApplicationBuilder AddRoster(this WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddScoped<Rosters>();
        services.AddSingleton<RosterSecrets>();
        services.AddScoped<RosterSecretCheck>();
        services.AddScoped<StagedImports>();
        services.AddScoped<CompareWithRolls>();
        services.AddScoped<StageImport>();
        services.AddScoped<ApplyImport>();
        services.AddScoped<PutLocals>();
        services.AddScoped<InviteMembers>();
        services.AddScoped<RosterQuery>();
        services.AddKnock<StagedImports>("expire-staged-imports", TimeSpan.FromMinutes(10), (staged, ct) => staged.ExpireAsync(ct));
        services.AddNavigationLink("Roster.Link", "/roster", Capability.KeepRoster, 110);
        services.AddHomeSection<RosterAtHome>(Capability.KeepRoster, 120);
        return builder;
    }

    public static WebApplication MapRoster(this WebApplication app)
    {
        app.MapGet("/roster/locals/{local:int}/export.csv", RosterExport.GetAsync).RequireCapability(Capability.KeepRoster);
        return app;
    }
}
