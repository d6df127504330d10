using System.Globalization;
using System.Security.Claims;

namespace RatifyVote.Web.Accounts;

/// <summary>How this session was begun.</summary>
public enum SignInMethod
{
    None,
    /// <summary>Activation or set-up in this very session: good for adding the first passkey or password, nothing else.</summary>
    Activation,
    PasswordAndCode,
    RecoveryCode,
    Passkey,
}

public static class SignInMethods
{
    public const string MethodClaim = "rv:method";
    public const string TimeClaim = "rv:signed-in";
    public const string MemberClaim = "rv:member";

    public static SignInMethod Of(ClaimsPrincipal person) =>
        Enum.TryParse(person.FindFirstValue(MethodClaim), out SignInMethod method) && Enum.IsDefined(method) ? method : SignInMethod.None;

    /// <summary>When this session's sign-in was, UTC; null when nobody is signed in. The hand-out wants it under five minutes old.</summary>
    public static DateTimeOffset? SignedInAt(this ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue(TimeClaim), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>The account of the session, null when nobody is signed in.</summary>
    public static Guid? AccountId(this ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out Guid id) ? id : null;

    /// <summary>The roster member of the session, null for people who are not on the rolls.</summary>
    public static Guid? MemberId(this ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(MemberClaim), out Guid id) ? id : null;
}
