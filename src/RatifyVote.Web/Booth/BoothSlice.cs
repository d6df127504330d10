namespace RatifyVote.Web.Booth;

public static class BoothSlice
{
    public static WebApplicationBuilder AddBooth(this WebApplicationBuilder builder) => builder;

    public static WebApplication MapBooth(this WebApplication app) => app;
}
