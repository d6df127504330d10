using RatifyVote.Web.Administration;

namespace RatifyVote.Web.Shell;

/// <summary>A link of the main navigation, shown to who has the capability. <paramref name="Text"/> is a text key.</summary>
public sealed record NavigationLink(string Text, string Href, Capability Needs, int Order);

/// <summary>A block of the home page that a slice contributes: a component without parameters that renders nothing when it has nothing to say.</summary>
public sealed record HomeSection(Type Component, Capability Needs, int Order);

public static class Places
{
    /// <summary>Adds a link to the navigation. Members' things have orders below 100, officers' 100-199, trustees' and certifiers' 200-299, observers' 300-399, administrators' 400-.</summary>
    public static void AddNavigationLink(this IServiceCollection services, string text, string href, Capability needs, int order) =>
        services.AddSingleton(new NavigationLink(text, href, needs, order));

    public static void AddHomeSection<TComponent>(this IServiceCollection services, Capability needs, int order) where TComponent : Microsoft.AspNetCore.Components.IComponent =>
        services.AddSingleton(new HomeSection(typeof(TComponent), needs, order));
}
