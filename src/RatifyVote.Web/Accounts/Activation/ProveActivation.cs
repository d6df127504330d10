using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Accounts.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;

namespace RatifyVote.Web.Accounts.Activation;

/// <summary>What a person typed to show who they are.</summary>
public sealed record ActivationProof(string? CardNumber, string? DateOfBirth, string? Code);

/// <summary>Checks the two things that one officer or one mailbox does not hold together. All failures are one answer; ten of them end the link or code.</summary>
internal sealed class ProveActivation(RatifyVoteDb db, Rosters rosters, RosterSecretCheck secrets, ActivationCodes codes, AttemptPace pace, ActivationSettings settings, TimeProvider clock)
{
    private const int MostFailures = 10;

    /// <summary>By link: with the roster secret for members, with a code for people who are not on the rolls.</summary>
    /// <returns>The account, or null.</returns>
    public async Task<Account?> ByLinkAsync(HttpContext http, string token, ActivationProof proof, CancellationToken ct)
    {
        if (!pace.AllowsAddress(http) || await FindLinkAsync(token, ct) is not { } row || await db.Users.SingleOrDefaultAsync(one => one.Id == row.AccountId, ct) is not { Disabled: false } account)
        {
            return null;
        }

        bool proven = account.MemberId is { } member
            ? settings.Allows(ActivationKind.Link) && await secrets.MatchesAsync(member, proof.CardNumber, Born(proof.DateOfBirth), ct)
            : await HasCodeAsync(account.Id, proof.Code, ct);
        return await DecideAsync(http, account, [row], proven, ct);
    }

    /// <summary>By letter: card number and one-time code, for members.</summary>
    public async Task<Account?> ByCodeAsync(HttpContext http, ActivationProof proof, CancellationToken ct)
    {
        string card = RosterSecretCheck.Canonical(proof.CardNumber);
        if (!settings.Allows(ActivationKind.Code) || !pace.AllowsAddress(http) || !pace.Allows("activation", card, MostFailures))
        {
            return null;
        }

        if (await rosters.MemberByCardAsync(card, ct) is not { } member
            || await db.Users.SingleOrDefaultAsync(one => one.MemberId == member.Id, ct) is not { Disabled: false } account)
        {
            pace.Failed(http, "activation", card);
            return null;
        }

        List<ActivationRow> rows = await db.Set<ActivationRow>().Where(row => row.AccountId == account.Id && row.Kind == ActivationKind.Code).ToListAsync(ct);
        return await DecideAsync(http, account, rows, await HasCodeAsync(account.Id, proof.Code, ct), ct);
    }

    /// <summary>Whether the link still opens a form, and whether the form asks for a code (people who are not on the rolls) or for the roster secret.</summary>
    public async Task<(bool Works, bool AsksCode)> LookAsync(string token, CancellationToken ct) =>
        await FindLinkAsync(token, ct) is { } row ? (true, await db.Users.AnyAsync(account => account.Id == row.AccountId && account.MemberId == null, ct)) : (false, false);

    private async Task<Account?> DecideAsync(HttpContext http, Account account, IReadOnlyList<ActivationRow> rows, bool proven, CancellationToken ct)
    {
        if (proven)
        {
            return account;
        }

        pace.Failed(http, "activation", account.UserName ?? "");
        foreach (ActivationRow row in rows)
        {
            row.Failures++;
        }

        await db.SaveChangesAsync(ct);
        return null;
    }

    private async Task<ActivationRow?> FindLinkAsync(string token, CancellationToken ct)
    {
        byte[] bytes = new byte[32];
        if (token.Length != 43 || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out int written) || written != 32)
        {
            return null;
        }

        byte[] hash = SHA256.HashData(bytes);
        DateTimeOffset now = clock.GetUtcNow();
        return await db.Set<ActivationRow>().SingleOrDefaultAsync(row => row.Hash == hash && row.Kind == ActivationKind.Link && row.ExpiresAt > now && row.Failures < MostFailures, ct);
    }

    private async Task<bool> HasCodeAsync(Guid account, string? code, CancellationToken ct)
    {
        byte[] hash = codes.HashOf(ActivationCodes.Canonical(code) ?? "");
        DateTimeOffset now = clock.GetUtcNow();
        return await db.Set<ActivationRow>().AnyAsync(row => row.AccountId == account && row.Kind == ActivationKind.Code && row.Hash == hash && row.ExpiresAt > now && row.Failures < MostFailures, ct);
    }

    private static DateOnly? Born(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly born) ? born : null;
}
