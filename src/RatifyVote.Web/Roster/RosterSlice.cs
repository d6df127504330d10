namespace RatifyVote.Web.Roster;

public static class RosterSlice
{
    public static WebApplicationBuilder AddRoster(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<Rosters>();
        builder.Services.AddSingleton<RosterSecrets>();
        return builder;
    }

    public static WebApplication MapRoster(this WebApplication app) => app;
}
