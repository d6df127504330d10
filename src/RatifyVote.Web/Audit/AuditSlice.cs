namespace RatifyVote.Web.Audit;

public static class AuditSlice
{
    public static WebApplicationBuilder AddAudit(this WebApplicationBuilder builder) => builder;

    public static WebApplication MapAudit(this WebApplication app) => app;
}
