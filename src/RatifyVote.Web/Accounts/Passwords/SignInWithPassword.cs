using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace RatifyVote.Web.Accounts.Passwords;

/// <summary>The first step: name and password. Wrong name, wrong password, locked, no authenticator app: one answer, one cost.</summary>
internal sealed class SignInWithPassword(UserManager<Account> accounts, IPasswordHasher<Account> hasher, AttemptPace pace)
{
    private static readonly Account Nobody = new();
    private static string? nobodysHash;

    /// <returns>The account whose code is asked next, or null.</returns>
    public async Task<Account?> RunAsync(HttpContext http, string name, string password, CancellationToken ct)
    {
        string who = name.Trim().ToUpperInvariant();
        if (pace.AllowsAddress(http) && pace.Allows("password", who, 20) && await CheckAsync(name, password, ct) is { } account)
        {
            return account;
        }

        pace.Failed(http, "password", who);
        return null;
    }

    private async Task<Account?> CheckAsync(string name, string password, CancellationToken ct)
    {
        Account? account = await FindAsync(name, ct);
        if (account?.PasswordHash is null || account.Disabled || !account.TwoFactorEnabled || await accounts.IsLockedOutAsync(account))
        {
            // The same work as for a real account, so that the time does not tell.
            hasher.VerifyHashedPassword(Nobody, nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()), password);
            return null;
        }

        if (hasher.VerifyHashedPassword(account, account.PasswordHash, password) == PasswordVerificationResult.Failed)
        {
            await accounts.AccessFailedAsync(account);
            return null;
        }

        return account;
    }

    /// <summary>By sign-in name (card number) or by an e-mail address that only one account has.</summary>
    private async Task<Account?> FindAsync(string name, CancellationToken ct)
    {
        string normalized = accounts.NormalizeName(name.Trim()) ?? "";
        List<Account> found = await accounts.Users.Where(account => account.NormalizedUserName == normalized || account.NormalizedEmail == normalized).Take(2).ToListAsync(ct);
        return found.Count == 1 ? found[0] : found.SingleOrDefault(account => account.NormalizedUserName == normalized);
    }
}

/// <summary>The second step: the app's code, once.</summary>
internal sealed class CheckCode(UserManager<Account> accounts, UsedCodes used, TimeProvider clock)
{
    public async Task<bool> RunAsync(Account account, string code)
    {
        string digits = new([.. code.Where(char.IsAsciiDigit)]);
        if (await accounts.IsLockedOutAsync(account) || await accounts.GetAuthenticatorKeyAsync(account) is not { } key || Totp.FromBase32(key) is not { } bytes)
        {
            return false;
        }

        if (Totp.StepOf(bytes, digits, clock.GetUtcNow()) is { } step && used.Use(account.Id, step))
        {
            return true;
        }

        await accounts.AccessFailedAsync(account);
        return false;
    }
}
