using Microsoft.AspNetCore.Components;

namespace RatifyVote.Web.Shell;

/// <summary>After a form has done its work: go to a page that says so. The message is a text key, so nothing a stranger puts in the cookie is ever shown.</summary>
public sealed class Flash(IHttpContextAccessor accessor, NavigationManager navigation)
{
    internal const string Cookie = "__Host-rv-said";

    /// <summary>Redirects; the next page shows the text named <paramref name="textKey"/> once.</summary>
    public void Go(string path, string? textKey = null)
    {
        if (textKey is not null)
        {
            accessor.HttpContext!.Response.Cookies.Append(Cookie, textKey, new CookieOptions
            {
                HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, IsEssential = true, Path = "/", MaxAge = TimeSpan.FromSeconds(60),
            });
        }

        navigation.NavigateTo(path);
    }

    /// <summary>The text key said by the page before, or null; asking takes it away.</summary>
    internal string? Take()
    {
        HttpContext context = accessor.HttpContext!;
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } key || context.Response.HasStarted || !Words.In("en").ContainsKey(key))
        {
            return null;
        }

        context.Response.Cookies.Delete(Cookie, new CookieOptions { Secure = true, Path = "/" });
        return key;
    }
}
