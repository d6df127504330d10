using Microsoft.AspNetCore.Authorization;

namespace RatifyVote.Web.Administration;

public static class AdministrationSlice
{
    public static WebApplicationBuilder AddAdministration(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAuthorizationHandler, CapabilityHandler>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalAnswer>();
        builder.Services.AddScoped<Grants>();
        return builder;
    }

    public static WebApplication MapAdministration(this WebApplication app) => app;
}
