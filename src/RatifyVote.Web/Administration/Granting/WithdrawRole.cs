using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Administration.Granting;

/// <summary>Takes a role away; it ends with the person's next request. The last administrator who can sign in as one stays. Lock: "grants", alone, so
/// two administrators who withdraw each other's role at once leave one.</summary>
internal sealed class WithdrawRole(RatifyVoteDb db, Grants grants)
{
    /// <returns>Null when done, else why not.</returns>
    public async Task<GrantRefusal?> RunAsync(Guid account, Grant grant, Actor actor, CancellationToken ct)
    {
        await using var transaction = await UnitLock.ExclusiveAsync(db, "grants", Guid.Empty, ct);
        if (grant.Role is Role.Administrator
            && !(await grants.HoldersAsync(Role.Administrator, ct)).Any(holder => holder.Account != account && holder.HasPasskey))
        {
            return GrantRefusal.LastAdministrator;
        }

        if (!await grants.RemoveAsync(account, grant, actor, ct))
        {
            return GrantRefusal.NotHeld;
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }
}
