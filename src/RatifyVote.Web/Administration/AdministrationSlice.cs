using Microsoft.AspNetCore.Authorization;
using RatifyVote.Web.Administration.Granting;
using RatifyVote.Web.Administration.Pages;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Administration;

public static class AdministrationSlice
{
    public static WebApplicationBuilder AddAdministration(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAuthorizationHandler, CapabilityHandler>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalAnswer>();
        builder.Services.AddScoped<Grants>();
        builder.Services.AddScoped<GrantRole>();
        builder.Services.AddScoped<WithdrawRole>();
        builder.Services.AddScoped<PeopleQuery>();
        builder.Services.AddNavigationLink("Administration.Link", "/administration", Capability.Administer, 400);
        return builder;
    }

    public static WebApplication MapAdministration(this WebApplication app) => app;
}
