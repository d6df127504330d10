using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Accounts.Activation;
using RatifyVote.Web.Accounts.Storage;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;

namespace RatifyVote.Web.Accounts;

/// <param name="Code">Shown once, to be handed over; the link in the mail opens nothing without it.</param>
internal sealed record PersonInvitation(Guid Account, string Code);

/// <summary>What other slices ask when people are to get a way to sign in.</summary>
internal sealed class Invitations(RatifyVoteDb db, IssueActivation issue, TimeProvider clock)
{
    /// <summary>Members (by id) who have a passkey or a password; to be composed into a query of the same context.</summary>
    public IQueryable<Guid> MembersWhoCanSignIn => db.Users
        .Where(account => account.MemberId != null && (account.PasswordHash != null || db.Set<IdentityUserPasskey<Guid>>().Any(passkey => passkey.UserId == account.Id)))
        .Select(account => account.MemberId!.Value);

    /// <summary>Members (by id) who were sent a link that still works.</summary>
    public IQueryable<Guid> MembersWithLink
    {
        get
        {
            DateTimeOffset now = clock.GetUtcNow();
            return db.Users.Where(account => account.MemberId != null
                && db.Set<ActivationRow>().Any(row => row.AccountId == account.Id && row.Kind == ActivationKind.Link && row.ExpiresAt > now)).Select(account => account.MemberId!.Value);
        }
    }

    /// <summary>Makes accounts and queues links for members with an address; an older link of the same member stops working. Joins a running transaction, else
    /// has its own. Clears the context.</summary>
    /// <returns>How many mails were queued.</returns>
    public Task<int> SendLinksAsync(IReadOnlyCollection<MemberFacts> members, Actor actor, CancellationToken ct) => issue.SendLinksAsync(members, actor, ct);

    /// <summary>A new link and a new code for a person who is not on the rolls: the old ones are lost, or so are all keys. Null when there is no such account.</summary>
    public async Task<PersonInvitation?> InviteAgainAsync(Guid account, Actor actor, CancellationToken ct)
    {
        if (await db.Users.SingleOrDefaultAsync(one => one.Id == account && one.MemberId == null && one.Email != null && !one.Disabled, ct) is not { } person)
        {
            return null;
        }

        await issue.SendLinkAsync(person, ct);
        string code = await issue.IssueCodeAsync(person, actor, ct);
        await db.SaveChangesAsync(ct);
        return new(account, code);
    }
}
