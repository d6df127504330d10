using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace RatifyVote.Web.Accounts.Passwords;

/// <summary>Remembers, for a few minutes and in a cookie of its own, whose password was right while the code is asked.</summary>
internal static class BetweenSteps
{
    public const string Scheme = "rv-between-steps";

    public static Task RememberAsync(HttpContext http, Account account) => http.SignInAsync(Scheme,
        new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, account.Id.ToString()), new(Sessions.StampClaim, account.SecurityStamp ?? "")], Scheme)));

    public static async Task<Account?> RecallAsync(HttpContext http, UserManager<Account> accounts)
    {
        AuthenticateResult result = await http.AuthenticateAsync(Scheme);
        return result.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && await accounts.FindByIdAsync(id) is { Disabled: false } account
            && account.SecurityStamp == result.Principal.FindFirstValue(Sessions.StampClaim) ? account : null;
    }

    public static Task ForgetAsync(HttpContext http) => http.SignOutAsync(Scheme);
}
