using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Notifications;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Administration.Granting;

/// <summary>Gives an account a role for one local or for the international, and tells the person. Lock: "grants", alone.</summary>
internal sealed class GrantRole(RatifyVoteDb db, Grants grants, Rosters rosters, SiteSettings site, Words words)
{
    /// <returns>Null when done, else why not.</returns>
    public async Task<GrantRefusal?> RunAsync(Guid account, Role role, LocalNumber? local, Actor actor, CancellationToken ct)
    {
        if (RefusalOf(role, local) is { } misplaced)
        {
            return misplaced;
        }

        if (local is { } named && (await rosters.LocalsAsync(ct)).All(one => one.Number != named))
        {
            return GrantRefusal.LocalUnknown;
        }

        await using var transaction = await UnitLock.ExclusiveAsync(db, "grants", Guid.Empty, ct);
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(one => one.Id == account, ct) is not { } person)
        {
            return GrantRefusal.NoSuchAccount;
        }

        if (person.Disabled)
        {
            return GrantRefusal.AccountDisabled;
        }

        if ((await grants.OfAsync(account, ct)).Any(held => RoleScopes.Exclude(held.Role, role)))
        {
            return GrantRefusal.AdministratorStaysApart;
        }

        if (!await grants.AddAsync(account, new Grant(role, local), actor, ct))
        {
            return GrantRefusal.AlreadyHeld;
        }

        if (person.Email is { Length: > 0 } address)
        {
            await Outbox.QueueAsync(db, MailTo(person, address, role, local), ct);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    private static GrantRefusal? RefusalOf(Role role, LocalNumber? local) => RoleScopes.Of(role) switch
    {
        RoleScope.ByMembership => GrantRefusal.RoleNotGiven,
        RoleScope.OneLocal => local is null ? GrantRefusal.LocalNeeded : null,
        RoleScope.International => local is null ? null : GrantRefusal.NotForOneLocal,
        RoleScope.Either => null,
    };

    private Mail MailTo(Account person, string address, Role role, LocalNumber? local) => new(
        person.Id, address, MailKind.RoleGranted, Guid.NewGuid(), words["Administration.Mail.Subject", site.UnionName],
        words["Administration.Mail.Body", person.DisplayName, words.Of(role),
            local is { } one ? words["Administration.InLocal", one].Value : words["Administration.International"].Value, site.Link("/account")]);
}
