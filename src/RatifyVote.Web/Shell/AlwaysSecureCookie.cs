namespace RatifyVote.Web.Shell;

/// <summary>A cookie that is Secure on every request. Browsers treat http://localhost as secure and keep it; antiforgery's own "Always" would refuse
/// to work there, because it looks at the scheme.</summary>
internal sealed class AlwaysSecureCookie : CookieBuilder
{
    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
    {
        CookieOptions options = base.Build(context, expiresFrom);
        options.Secure = true;
        return options;
    }
}
