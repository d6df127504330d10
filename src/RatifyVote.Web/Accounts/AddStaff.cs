using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Rosters;
using RatifyVote.Web.Accounts.Activation;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Accounts;

/// <summary>What came of adding somebody who is not on the rolls.</summary>
public abstract record AddStaffOutcome
{
    private AddStaffOutcome() { }

    /// <param name="Code">To be handed over in person or by letter, shown this once; worth nothing without the link that went to the address.</param>
    public sealed record Added(Guid Account, string Code) : AddStaffOutcome;

    public sealed record Refused(AddStaffRefusal Why) : AddStaffOutcome;
}

/// <summary>Why nobody was added. Words: the texts "AddStaffRefusal.*".</summary>
public enum AddStaffRefusal { NameMissing, EmailWrong, AccountExists }

/// <summary>Makes an account for somebody who is not on the rolls (trustee, observer, staff): a link goes to the address, a code to whoever hands it over, so
/// that neither the mailbox nor the administrator alone gets in.</summary>
internal sealed class AddStaff(RatifyVoteDb db, IssueActivation issue)
{
    private const int LongestName = 200;

    public async Task<AddStaffOutcome> RunAsync(string? name, string? email, Actor actor, CancellationToken ct)
    {
        string called = name?.Trim() ?? "";
        if (called.Length is 0 or > LongestName || called.Any(char.IsControl))
        {
            return new AddStaffOutcome.Refused(AddStaffRefusal.NameMissing);
        }

        string address = email?.Trim().ToLowerInvariant() ?? "";
        if (!EmailAddress.IsOne(address))
        {
            return new AddStaffOutcome.Refused(AddStaffRefusal.EmailWrong);
        }

        Account account = issue.NewAccount(address, called, address, member: null);
        if (await db.Users.AnyAsync(one => one.NormalizedUserName == account.NormalizedUserName || (one.NormalizedEmail == account.NormalizedEmail && one.MemberId == null), ct))
        {
            return new AddStaffOutcome.Refused(AddStaffRefusal.AccountExists);
        }

        db.Add(account);
        await issue.SendLinkAsync(account, ct);
        string code = await issue.IssueCodeAsync(account, actor, ct);
        await db.SaveChangesAsync(ct);
        return new AddStaffOutcome.Added(account.Id, code);
    }
}
