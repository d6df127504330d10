namespace RatifyVote.Web.Certification;

public static class CertificationSlice
{
    public static WebApplicationBuilder AddCertification(this WebApplicationBuilder builder) => builder;

    public static WebApplication MapCertification(this WebApplication app) => app;
}
