using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Accounts;

/// <summary>Identity's sign-in without its writes: the framework stores the passkey's counter and resets failure counts at every sign-in, minutes before a
/// ballot arrives, and such rows point at the voter (secrecy C-03). Officers' passkeys keep their counter; members' do not.</summary>
internal sealed class AccountSignIn(
    UserManager<Account> accounts, IHttpContextAccessor context, IUserClaimsPrincipalFactory<Account> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation, Sessions sessions, Grants grants)
    : SignInManager<Account>(accounts, context, claims, options, logger, schemes, confirmation)
{
    public override async Task<SignInResult> PasskeySignInAsync(string credentialJson)
    {
        PasskeyAssertionResult<Account> assertion = await PerformPasskeyAssertionAsync(credentialJson);
        if (!assertion.Succeeded || assertion.User.Disabled)
        {
            return SignInResult.Failed;
        }

        // Whoever holds a role besides being a member keeps the counter: a copied officer's key is found by it.
        if ((await grants.OfAsync(assertion.User.Id, Context.RequestAborted)).Count > 0)
        {
            await UserManager.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey);
        }

        await sessions.BeginAsync(Context, assertion.User, SignInMethod.Passkey);
        return SignInResult.Success;
    }

    /// <summary>Failure counts are reset by a nightly step, never by a sign-in.</summary>
    protected override Task ResetLockout(Account user) => Task.CompletedTask;
}

/// <summary>Resets everybody's failure count in one statement, at night. No lock: repeating it changes nothing.</summary>
internal sealed class ForgetFailures(RatifyVoteDb db, TimeProvider clock)
{
    private const int NightHourUtc = 9;

    public async Task RunAsync(CancellationToken ct)
    {
        if (clock.GetUtcNow().Hour == NightHourUtc)
        {
            await db.Users.Where(account => account.AccessFailedCount > 0).ExecuteUpdateAsync(set => set.SetProperty(account => account.AccessFailedCount, 0), ct);
        }
    }
}
