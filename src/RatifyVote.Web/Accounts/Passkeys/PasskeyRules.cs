using Microsoft.AspNetCore.Identity;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Accounts.Passkeys;

/// <summary>What a passkey of ours must be. Ref: WebAuthn level 3; the user is verified (PIN, fingerprint) each time, the key lives in the authenticator.</summary>
internal static class PasskeyRules
{
    public const int MostPerAccount = 20;

    public static void Apply(IdentityPasskeyOptions options, SiteSettings site)
    {
        options.ServerDomain = site.PublicUrl.Host;
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        options.AttestationConveyancePreference = "none";
        options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && IsOurs(context.Origin, site.PublicUrl));
    }

    /// <summary>The page that asked is this site's. On localhost any port is, so that a test server may choose its own.</summary>
    private static bool IsOurs(string origin, Uri site) => Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
        && from.Host == site.Host && (site.Host == "localhost" || (from.Scheme == site.Scheme && from.Port == site.Port));
}
