using Microsoft.AspNetCore.Antiforgery;

namespace RatifyVote.Web.Shell;

public static class CsrfEndpoints
{
    /// <summary>Every request to the endpoint must carry the antiforgery token of its session in header X-CSRF; else 400 Unreadable and nothing is done.</summary>
    public static TBuilder ValidateCsrf<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
            await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext)
                ? await next(context)
                : IslandAnswer.Refuse(IslandRefusal.Unreadable));

    /// <summary>The same for a plain form posted to an endpoint: the token is in the form.</summary>
    public static TBuilder ValidateFormCsrf<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
            await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.BadRequest());
}
