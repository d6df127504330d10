namespace RatifyVote.Web.Agreements;

public static class AgreementsSlice
{
    public static WebApplicationBuilder AddAgreements(this WebApplicationBuilder builder) => builder;

    public static WebApplication MapAgreements(this WebApplication app) => app;
}
