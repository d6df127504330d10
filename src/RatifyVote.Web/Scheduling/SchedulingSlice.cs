namespace RatifyVote.Web.Scheduling;

public static class SchedulingSlice
{
    public static WebApplicationBuilder AddScheduling(this WebApplicationBuilder builder) => builder;

    public static WebApplication MapScheduling(this WebApplication app) => app;
}
