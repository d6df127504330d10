using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using RatifyVote.Web.Accounts.Activation;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Accounts.Passkeys;

/// <summary>The passkey island's endpoints (contract in the booth's README): options out, credential in. Answers are the same for known and unknown names,
/// because nobody is asked for a name: passkeys are discoverable.</summary>
internal static class PasskeyEndpoints
{
    private sealed record SignInBody(JsonElement Credential, string? ReturnUrl);

    private sealed record RegisterBody(JsonElement Credential, string? Name, string? ReturnUrl);

    /// <summary>Where to go now; null leaves it to the page.</summary>
    private sealed record Done(string? Redirect);

    public static void Map(IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/account/passkey").ValidateCsrf();
        group.MapPost("/request-options", async (AccountSignIn signIn) =>
            Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")).AllowAnonymous();
        group.MapPost("/sign-in", SignInAsync).AllowAnonymous();
        group.MapPost("/creation-options", CreationOptionsAsync).RequireAuthorization();
        group.MapPost("/register", RegisterAsync).RequireAuthorization();
    }

    private static async Task<IResult> SignInAsync(SignInBody body, AccountSignIn signIn)
    {
        if (body.Credential.ValueKind != JsonValueKind.Object)
        {
            return IslandAnswer.Refuse(IslandRefusal.Unreadable);
        }

        Microsoft.AspNetCore.Identity.SignInResult result = await signIn.PasskeySignInAsync(body.Credential.GetRawText());
        return result.Succeeded ? TypedResults.Json(new Done(body.ReturnUrl is null ? null : LocalPath.Or(body.ReturnUrl, "/"))) : IslandAnswer.Refuse(IslandRefusal.NotAllowed);
    }

    private static async Task<IResult> CreationOptionsAsync(ClaimsPrincipal person, AccountSignIn signIn, UserManager<Account> accounts, Sessions sessions)
    {
        if (await ChangeableAsync(person, accounts, sessions) is not { } account)
        {
            return IslandAnswer.Refuse(IslandRefusal.SignInAgain);
        }

        string options = await signIn.MakePasskeyCreationOptionsAsync(new()
        {
            Id = account.Id.ToString(), Name = account.UserName!, DisplayName = account.DisplayName,
        });
        return Results.Content(options, "application/json");
    }

    private static async Task<IResult> RegisterAsync(
        RegisterBody body, HttpContext http, ClaimsPrincipal person, AccountSignIn signIn, UserManager<Account> accounts, Sessions sessions, KeepSignInMethods keep, CancellationToken ct)
    {
        if (await ChangeableAsync(person, accounts, sessions) is not { } account)
        {
            return IslandAnswer.Refuse(IslandRefusal.SignInAgain);
        }

        if (body.Credential.ValueKind != JsonValueKind.Object)
        {
            return IslandAnswer.Refuse(IslandRefusal.Unreadable);
        }

        PasskeyAttestationResult made = await signIn.PerformPasskeyAttestationAsync(body.Credential.GetRawText());
        if (!made.Succeeded || made.UserEntity.Id != account.Id.ToString() || (await accounts.GetPasskeysAsync(account)).Count >= PasskeyRules.MostPerAccount)
        {
            return IslandAnswer.Refuse(IslandRefusal.NotAllowed);
        }

        made.Passkey.Name = body.Name is { Length: > 0 and <= 60 } name ? name.Trim() : null;
        bool first = SignInMethods.Of(person) == SignInMethod.Activation;
        Account kept = await keep.PasskeyAsync(account, made.Passkey, first, ct);
        // The stamp has changed: every other session ends, and this one begins anew under the passkey only if the activation proved the person.
        await sessions.BeginAsync(http, kept, first ? SignInMethod.Passkey : SignInMethods.Of(person));
        return TypedResults.Json(new Done(body.ReturnUrl is null ? null : LocalPath.Or(body.ReturnUrl, "/account")));
    }

    /// <summary>The account whose sign-in methods this session may change: in activation, or signed in within five minutes.</summary>
    private static async Task<Account?> ChangeableAsync(ClaimsPrincipal person, UserManager<Account> accounts, Sessions sessions) =>
        SignInMethods.Of(person) == SignInMethod.Activation || sessions.IsFresh(person) ? await accounts.FindByIdAsync(person.AccountId()?.ToString() ?? "") : null;
}
