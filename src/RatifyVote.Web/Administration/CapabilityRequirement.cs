using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using RatifyVote.Domain;
using RatifyVote.Web.Accounts;

namespace RatifyVote.Web.Administration;

/// <summary>The capability a route needs. Where the route has a <c>{local}</c>, it must hold in that local; else anywhere.</summary>
public sealed record CapabilityRequirement(Capability What) : IAuthorizationRequirement;

/// <summary>On a page: <c>@attribute [RequiresCapability(Capability.PublishDossier)]</c>.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RequiresCapabilityAttribute(Capability what) : Attribute, IAuthorizeData, IAuthorizationRequirementData
{
    public Capability What { get; } = what;
    public string? Policy { get; set; }
    public string? Roles { get; set; }
    public string? AuthenticationSchemes { get; set; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [new CapabilityRequirement(What)];
}

public static class CapabilityEndpoints
{
    /// <summary>Every endpoint of the builder needs the capability: in the local of the route where it has a <c>{local}</c>, else anywhere.</summary>
    public static TBuilder RequireCapability<TBuilder>(this TBuilder builder, Capability what) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(new RequiresCapabilityAttribute(what));
}

internal sealed class CapabilityHandler : AuthorizationHandler<CapabilityRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, CapabilityRequirement requirement)
    {
        HttpContext? http = context.Resource as HttpContext;
        if (http?.Request.RouteValues.TryGetValue("local", out object? value) is true)
        {
            if (LocalNumber.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), out LocalNumber local)
                && context.User.Can(requirement.What, local))
            {
                context.Succeed(requirement);
            }
        }
        else if (context.User.Can(requirement.What))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}

/// <summary>What a refused person is told: nobody learns by the answer that a page of somebody else's exists (404, not 403); who holds the
/// capability but signed in without a passkey is sent to sign in with one.</summary>
internal sealed class RefusalAnswer : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler standard = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        // Where there is no page, nobody is asked to sign in: what is not there looks the same to everyone.
        if (authorizeResult.Challenged && context.GetEndpoint() is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (!authorizeResult.Forbidden)
        {
            return standard.HandleAsync(next, context, policy, authorizeResult);
        }

        bool lacksPasskey = SignInMethods.Of(context.User) != SignInMethod.Passkey && policy.Requirements.OfType<CapabilityRequirement>()
            .All(requirement => !Permission.GrantedReach(context.User, requirement.What).Nowhere);
        if (lacksPasskey && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Redirect("/account/passkey-needed");
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
