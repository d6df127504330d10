using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Administration.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Administration.Pages;

internal sealed record PersonLine(Guid Account, string Name, string? UserName, string? Email, bool HasPasskey);

internal sealed record RoleLine(Guid Account, string Name, Role Role, LocalNumber? Local, bool HasPasskey);

internal sealed record PersonSheet(Guid Account, string Name, string? UserName, string? Email, bool IsMember, bool Disabled, int Passkeys, IReadOnlyList<Grant> Grants);

/// <summary>What the pages of people and roles show.</summary>
internal sealed class PeopleQuery(RatifyVoteDb db)
{
    public const int MostFound = 50;

    /// <summary>Everybody with a role, by role, local and name.</summary>
    public async Task<IReadOnlyList<RoleLine>> RolesAsync(CancellationToken ct)
    {
        var rows = await (from grant in db.Set<GrantRow>()
                          join account in db.Users on grant.AccountId equals account.Id
                          orderby account.DisplayName
                          select new { account.Id, account.DisplayName, grant.Role, grant.LocalOrZero, HasPasskey = db.Set<IdentityUserPasskey<Guid>>().Any(passkey => passkey.UserId == account.Id) })
            .AsNoTracking().ToListAsync(ct);
        return [.. rows.OrderByDescending(row => row.Role).ThenBy(row => row.LocalOrZero)
            .Select(row => new RoleLine(row.Id, row.DisplayName, row.Role, row.LocalOrZero == 0 ? null : new LocalNumber(row.LocalOrZero), row.HasPasskey))];
    }

    /// <summary>Accounts whose name, sign-in name or address holds the text, by name; at most <see cref="MostFound"/>.</summary>
    public async Task<IReadOnlyList<PersonLine>> SearchAsync(string text, CancellationToken ct)
    {
        string pattern = $"%{text.ToUpperInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        return await db.Users.AsNoTracking()
            .Where(account => EF.Functions.Like(account.DisplayName.ToUpper(), pattern, "\\") || EF.Functions.Like(account.NormalizedUserName!, pattern, "\\")
                || EF.Functions.Like(account.NormalizedEmail!, pattern, "\\"))
            .OrderBy(account => account.DisplayName).Take(MostFound)
            .Select(account => new PersonLine(account.Id, account.DisplayName, account.UserName, account.Email,
                db.Set<IdentityUserPasskey<Guid>>().Any(passkey => passkey.UserId == account.Id))).ToListAsync(ct);
    }

    /// <summary>Null when there is no such account.</summary>
    public async Task<PersonSheet?> PersonAsync(Guid account, CancellationToken ct)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(one => one.Id == account, ct) is not { } person)
        {
            return null;
        }

        int passkeys = await db.Set<IdentityUserPasskey<Guid>>().CountAsync(passkey => passkey.UserId == account, ct);
        List<GrantRow> grants = await db.Set<GrantRow>().AsNoTracking().Where(row => row.AccountId == account).ToListAsync(ct);
        return new(account, person.DisplayName, person.UserName, person.Email, person.MemberId is not null, person.Disabled, passkeys,
            [.. grants.Select(row => row.Grant).OrderByDescending(grant => grant.Role).ThenBy(grant => grant.Local?.Value ?? 0)]);
    }
}
