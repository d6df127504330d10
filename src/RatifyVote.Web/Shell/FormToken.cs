using Microsoft.AspNetCore.Antiforgery;

namespace RatifyVote.Web.Shell;

public static class FormToken
{
    /// <summary>The endpoint takes a request only with the antiforgery token of one of our pages (form field, or header X-CSRF). The framework
    /// checks by itself only where a form is bound.</summary>
    public static RouteHandlerBuilder WithFormToken(this RouteHandlerBuilder builder) => builder.AddEndpointFilter(async (context, next) =>
        await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : TypedResults.BadRequest());
}
