namespace RatifyVote.Web.Trustees;

public static class TrusteesSlice
{
    public static WebApplicationBuilder AddTrustees(this WebApplicationBuilder builder) => builder;

    public static WebApplication MapTrustees(this WebApplication app) => app;
}
