using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster.Storage;

namespace RatifyVote.Web.Roster.Inviting;

/// <summary>Sends activation links to the members of a local who can neither sign in nor have a link that still works; a second call finds nobody left.
/// Lock: "invitations", alone.</summary>
internal sealed class InviteMembers(RatifyVoteDb db, Invitations invitations, TimeProvider clock)
{
    /// <returns>How many mails were queued.</returns>
    public async Task<int> RunAsync(LocalNumber local, Actor actor, CancellationToken ct)
    {
        await using var transaction = await UnitLock.ExclusiveAsync(db, "invitations", Guid.Empty, ct);
        List<MemberFacts> members = await Waiting(local).Select(row => new MemberFacts(row.Id, row.CardNumber, row.Name, row.Email)).ToListAsync(ct);
        if (members.Count == 0)
        {
            return 0;
        }

        int queued = await invitations.SendLinksAsync(members, actor, ct);
        await transaction.CommitAsync(ct);
        return queued;
    }

    /// <summary>How many members would be written to.</summary>
    public Task<int> WaitingAsync(LocalNumber local, CancellationToken ct) => Waiting(local).CountAsync(ct);

    private IQueryable<MemberRow> Waiting(LocalNumber local)
    {
        DateOnly today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        IQueryable<Guid> reached = invitations.MembersWhoCanSignIn;
        IQueryable<Guid> underway = invitations.MembersWithLink;
        return db.Set<MemberRow>().AsNoTracking().Where(row => row.Email != null
            && row.Memberships.Any(one => one.Local == local && one.Since <= today && (one.Until == null || one.Until >= today))
            && !reached.Contains(row.Id) && !underway.Contains(row.Id));
    }
}
