using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Booth;

/// <summary>Whether a post comes from a page of this site, by the Origin header that browsers set and pages cannot forge. A post without one is not from a page of ours.</summary>
internal static class SameOrigin
{
    public static bool Holds(HttpRequest request, SiteSettings site) =>
        request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
        && (Is(from, site.PublicUrl) || (Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out Uri? own) && Is(from, own)));

    private static bool Is(Uri a, Uri b) => a.Scheme == b.Scheme && a.Host.Equals(b.Host, StringComparison.OrdinalIgnoreCase) && a.Port == b.Port;
}
