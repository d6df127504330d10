using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Accounts.Storage;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Notifications;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Accounts;

/// <summary>What changed about how an account signs in.</summary>
public enum SignInChange { PasskeyAdded, PasskeyRemoved, PasswordAndAppSet, RecoveryCodesRenewed, SignedOutEverywhere, Recovered }

/// <summary>Somebody with a role changed how they sign in. Members' changes are counted per day only, not named.</summary>
public sealed record OfficerSignInChanged(Guid Account, SignInChange Change) : AuditEvent;

/// <summary>Adds and removes passkeys, passwords and apps. Every change ends all other sessions and is told to the account's address; the first change after an
/// activation also ends the activation and, in a recovery, removes everything older.</summary>
internal sealed class KeepSignInMethods(RatifyVoteDb db, UserManager<Account> accounts, Administration.Grants grants, SiteSettings site, Words words, TimeProvider clock)
{
    /// <returns>The account with its new stamp.</returns>
    public async Task<Account> PasskeyAsync(Account account, UserPasskeyInfo passkey, bool activation, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        bool recovered = activation && await ForgetOlderAsync(account, ct);
        Require(await accounts.AddOrUpdatePasskeyAsync(account, passkey));
        await FinishAsync(account, recovered ? SignInChange.Recovered : SignInChange.PasskeyAdded, tell: recovered || !activation, ct);
        await transaction.CommitAsync(ct);
        return account;
    }

    /// <returns>Ten recovery codes, to be shown once.</returns>
    public async Task<IReadOnlyList<string>> PasswordAndAppAsync(Account account, string password, string appKey, bool activation, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        bool recovered = activation && await ForgetOlderAsync(account, ct);
        if (account.PasswordHash is not null)
        {
            Require(await accounts.RemovePasswordAsync(account));
        }

        Require(await accounts.AddPasswordAsync(account, password));
        Require(await accounts.SetAuthenticationTokenAsync(account, AppLoginProvider, AppTokenName, appKey));
        Require(await accounts.SetTwoFactorEnabledAsync(account, true));
        IEnumerable<string>? codes = await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 10);
        await FinishAsync(account, recovered ? SignInChange.Recovered : SignInChange.PasswordAndAppSet, tell: recovered || !activation, ct);
        await transaction.CommitAsync(ct);
        return [.. codes ?? []];
    }

    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Account account, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        IEnumerable<string>? codes = await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 10);
        await FinishAsync(account, SignInChange.RecoveryCodesRenewed, tell: true, ct);
        await transaction.CommitAsync(ct);
        return [.. codes ?? []];
    }

    /// <returns>False when it is the last way in, or not the account's.</returns>
    public async Task<bool> RemovePasskeyAsync(Account account, byte[] credential, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        IList<UserPasskeyInfo> passkeys = await accounts.GetPasskeysAsync(account);
        bool lastWay = passkeys.Count == 1 && !(account.PasswordHash is not null && account.TwoFactorEnabled);
        if (lastWay || passkeys.All(passkey => !passkey.CredentialId.AsSpan().SequenceEqual(credential)))
        {
            return false;
        }

        Require(await accounts.RemovePasskeyAsync(account, credential));
        await FinishAsync(account, SignInChange.PasskeyRemoved, tell: true, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    public async Task SignOutEverywhereAsync(Account account, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await FinishAsync(account, SignInChange.SignedOutEverywhere, tell: false, ct);
        await transaction.CommitAsync(ct);
    }

    // Where Identity keeps an authenticator app's key.
    private const string AppLoginProvider = "[AspNetUserStore]";
    private const string AppTokenName = "AuthenticatorKey";

    /// <summary>An activated account that goes through activation again is being recovered: whoever held the old keys is out.</summary>
    private async Task<bool> ForgetOlderAsync(Account account, CancellationToken ct)
    {
        IList<UserPasskeyInfo> old = await accounts.GetPasskeysAsync(account);
        foreach (UserPasskeyInfo passkey in old)
        {
            Require(await accounts.RemovePasskeyAsync(account, passkey.CredentialId));
        }

        bool hadPassword = account.PasswordHash is not null;
        if (hadPassword)
        {
            Require(await accounts.RemovePasswordAsync(account));
            Require(await accounts.SetTwoFactorEnabledAsync(account, false));
            Require(await accounts.RemoveAuthenticationTokenAsync(account, AppLoginProvider, AppTokenName));
        }

        await db.Set<ActivationRow>().Where(row => row.AccountId == account.Id).ExecuteDeleteAsync(ct);
        return old.Count > 0 || hadPassword;
    }

    private async Task FinishAsync(Account account, SignInChange change, bool tell, CancellationToken ct)
    {
        Require(await accounts.UpdateSecurityStampAsync(account));
        if ((await grants.OfAsync(account.Id, ct)).Count > 0)
        {
            AuditTrail.Append(db, clock.GetUtcNow(), new Actor.Person(account.Id), new OfficerSignInChanged(account.Id, change));
        }

        if (tell && account.Email is { Length: > 0 } address)
        {
            await Outbox.QueueAsync(db, new Mail(account.Id, address, MailKind.SignInChanged, Guid.NewGuid(), words["ChangeMail.Subject", site.UnionName],
                words["ChangeMail.Body", account.DisplayName, words.Of(change), site.Link("/account")]), ct);
        }

        await db.SaveChangesAsync(ct);
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException("The account could not be changed: " + string.Join(", ", result.Errors.Select(error => error.Code)));
        }
    }
}
