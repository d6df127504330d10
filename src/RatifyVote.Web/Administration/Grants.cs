using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Administration.Storage;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Administration;

/// <summary>A person who holds a role.</summary>
/// <param name="Local">Where it holds; null is everywhere.</param>
/// <param name="HasPasskey">Without one the role has no effect yet: everything but taking part asks for a passkey sign-in.</param>
public sealed record RoleHolder(Guid Account, string DisplayName, string? Email, LocalNumber? Local, bool HasPasskey);

public sealed record RoleGranted(Guid Account, Role Role, string Where) : AuditEvent;

public sealed record RoleWithdrawn(Guid Account, Role Role, string Where) : AuditEvent;

/// <summary>Who holds which role. A change holds from the person's next request on.</summary>
public sealed class Grants(RatifyVoteDb db, TimeProvider clock)
{
    public async Task<IReadOnlyList<Grant>> OfAsync(Guid account, CancellationToken ct) =>
        (await db.Set<GrantRow>().AsNoTracking().Where(row => row.AccountId == account).ToListAsync(ct)).ConvertAll(row => row.Grant);

    /// <summary>Everybody who holds the role somewhere, by name.</summary>
    public async Task<IReadOnlyList<RoleHolder>> HoldersAsync(Role role, CancellationToken ct)
    {
        var rows = await (from row in db.Set<GrantRow>()
                          where row.Role == role
                          join account in db.Users on row.AccountId equals account.Id
                          where !account.Disabled
                          orderby account.DisplayName
                          select new
                          {
                              account.Id, account.DisplayName, account.Email, row.LocalOrZero,
                              HasPasskey = db.Set<IdentityUserPasskey<Guid>>().Any(passkey => passkey.UserId == account.Id),
                          }).AsNoTracking().ToListAsync(ct);
        return rows.ConvertAll(row => new RoleHolder(row.Id, row.DisplayName, row.Email, row.LocalOrZero == 0 ? null : new LocalNumber(row.LocalOrZero), row.HasPasskey));
    }

    /// <summary>Adds the grant and its audit event to what the next SaveChangesAsync commits. False: the account has it already.</summary>
    public async Task<bool> AddAsync(Guid account, Grant grant, Actor actor, CancellationToken ct)
    {
        GrantRow wanted = GrantRow.Of(account, grant);
        if (await db.Set<GrantRow>().AnyAsync(row => row.AccountId == account && row.Role == wanted.Role && row.LocalOrZero == wanted.LocalOrZero, ct))
        {
            return false;
        }

        db.Add(wanted);
        AuditTrail.Append(db, clock.GetUtcNow(), actor, new RoleGranted(account, grant.Role, Where(grant)));
        return true;
    }

    /// <summary>Removes the grant, with its audit event, in the next SaveChangesAsync. False: the account does not have it.</summary>
    public async Task<bool> RemoveAsync(Guid account, Grant grant, Actor actor, CancellationToken ct)
    {
        GrantRow wanted = GrantRow.Of(account, grant);
        if (await db.Set<GrantRow>().SingleOrDefaultAsync(row => row.AccountId == account && row.Role == wanted.Role && row.LocalOrZero == wanted.LocalOrZero, ct) is not { } held)
        {
            return false;
        }

        db.Remove(held);
        AuditTrail.Append(db, clock.GetUtcNow(), actor, new RoleWithdrawn(account, grant.Role, Where(grant)));
        return true;
    }

    private static string Where(Grant grant) => grant.Local is { } local ? $"local {local}" : "international";
}
