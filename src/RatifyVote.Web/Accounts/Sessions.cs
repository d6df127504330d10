using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Accounts;

/// <summary>A session is a cookie and nothing else: beginning one writes no row (secrecy C-03). It names the account, how and when the person signed in,
/// and the account's security stamp; everything else is read from the database at each request.</summary>
public sealed class Sessions(TimeProvider clock, IEnumerable<PasskeyExemption> exemptions)
{
    /// <summary>A session ends this long after its sign-in, however busy.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    /// <summary>Activation and set-up only lead to the first passkey or password.</summary>
    internal static readonly TimeSpan LongestActivation = TimeSpan.FromMinutes(20);
    internal const string StampClaim = "rv:stamp";

    /// <summary>Begins a new session; the cookie of an older one is replaced. Password and app are not a passkey, except where a demonstration says so.</summary>
    internal Task BeginAsync(HttpContext http, Account account, SignInMethod method)
    {
        ClaimsIdentity identity = new(IdentityConstants.ApplicationScheme, ClaimTypes.Name, Grant.ClaimType);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, account.Id.ToString()));
        identity.AddClaim(new(StampClaim, account.SecurityStamp ?? ""));
        SignInMethod counted = method == SignInMethod.PasswordAndCode && exemptions.Any() ? SignInMethod.Passkey : method;
        identity.AddClaim(new(SignInMethods.MethodClaim, counted.ToString()));
        identity.AddClaim(new(SignInMethods.TimeClaim, clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        return http.SignInAsync(IdentityConstants.ApplicationScheme, new ClaimsPrincipal(identity));
    }

    internal static Task EndAsync(HttpContext http) => http.SignOutAsync(IdentityConstants.ApplicationScheme);

    /// <summary>True when the person signed in at most five minutes ago: what the hand-out and changes of sign-in methods ask.</summary>
    public bool IsFresh(ClaimsPrincipal person) =>
        person.SignedInAt() is { } at && clock.GetUtcNow() - at is { } age && age < TimeSpan.FromMinutes(5) && age > TimeSpan.FromMinutes(-1);

    /// <summary>At each request: the account still exists, is not disabled, its stamp is the cookie's (sign-out everywhere), the session is not too old;
    /// then name, member and grants as they are now.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        ClaimsPrincipal cookie = context.Principal!;
        IServiceProvider services = context.HttpContext.RequestServices;
        SignInMethod method = SignInMethods.Of(cookie);
        TimeSpan longest = method == SignInMethod.Activation ? LongestActivation : Longest;
        DateTimeOffset now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        if (cookie.AccountId() is { } id && method != SignInMethod.None && cookie.SignedInAt() is { } at && now - at < longest)
        {
            RatifyVoteDb db = services.GetRequiredService<RatifyVoteDb>();
            var account = await db.Users.AsNoTracking().Where(row => row.Id == id)
                .Select(row => new { row.SecurityStamp, row.Disabled, row.DisplayName, row.MemberId }).SingleOrDefaultAsync(context.HttpContext.RequestAborted);
            if (account is { Disabled: false } && account.SecurityStamp == cookie.FindFirstValue(StampClaim))
            {
                ClaimsIdentity identity = new(
                    cookie.Claims.Where(claim => claim.Type is ClaimTypes.NameIdentifier or StampClaim or SignInMethods.MethodClaim or SignInMethods.TimeClaim),
                    IdentityConstants.ApplicationScheme, ClaimTypes.Name, Grant.ClaimType);
                identity.AddClaim(new(ClaimTypes.Name, account.DisplayName));
                if (account.MemberId is { } member)
                {
                    identity.AddClaim(new(SignInMethods.MemberClaim, member.ToString()));
                }

                if (method != SignInMethod.Activation)
                {
                    if (account.MemberId is not null)
                    {
                        identity.AddClaim(new(Grant.ClaimType, new Grant(Role.Member, null).ToString()));
                    }

                    foreach (Grant grant in await services.GetRequiredService<Grants>().OfAsync(id, context.HttpContext.RequestAborted))
                    {
                        identity.AddClaim(new(Grant.ClaimType, grant.ToString()));
                    }
                }

                context.ReplacePrincipal(new ClaimsPrincipal(identity));
                return;
            }
        }

        context.RejectPrincipal();
        await EndAsync(context.HttpContext);
    }
}
