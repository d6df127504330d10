using Microsoft.AspNetCore.Antiforgery;

namespace RatifyVote.Web.Shell;

/// <summary>The antiforgery token of this page, for an island's <c>data-csrf</c>: <c>@inject Csrf Csrf</c>, <c>data-csrf="@Csrf.Token"</c>.</summary>
public sealed class Csrf(IAntiforgery antiforgery, IHttpContextAccessor accessor)
{
    public string Token => antiforgery.GetAndStoreTokens(accessor.HttpContext!).RequestToken!;
}
