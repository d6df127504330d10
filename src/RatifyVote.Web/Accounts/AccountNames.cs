using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Accounts;

/// <summary>Names of accounts, for pages that show who did something.</summary>
public sealed class AccountNames(RatifyVoteDb db)
{
    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(IReadOnlyCollection<Guid> accounts, CancellationToken ct) =>
        await db.Users.AsNoTracking().Where(account => accounts.Contains(account.Id)).ToDictionaryAsync(account => account.Id, account => account.DisplayName, ct);
}
