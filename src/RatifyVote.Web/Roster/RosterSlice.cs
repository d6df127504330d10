namespace RatifyVote.Web.Roster;

public static class RosterSlice
{
    public static WebApplicationBuilder AddRoster(this WebApplicationBuilder builder) => builder;

    public static WebApplication MapRoster(this WebApplication app) => app;
}
