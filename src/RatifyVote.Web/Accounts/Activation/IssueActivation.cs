using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Accounts.Storage;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Notifications;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Accounts.Activation;

/// <summary>How many members were sent a link; who, is not said.</summary>
public sealed record ActivationsSent(int Members) : AuditEvent;

public sealed record ActivationCodeIssued(Guid Account) : AuditEvent;

/// <summary>Makes accounts and the ways into them. Links travel by mail and are worth nothing alone; codes are shown once to whoever hands them over.</summary>
internal sealed class IssueActivation(RatifyVoteDb db, ILookupNormalizer normalizer, ActivationCodes codes, SiteSettings site, Words words, TimeProvider clock)
{
    private static readonly TimeSpan LinkLasts = TimeSpan.FromDays(45);
    private static readonly TimeSpan CodeLasts = TimeSpan.FromDays(30);

    /// <summary>The member's account, made if there is none: the name to sign in with is the card number. Saved by the caller.</summary>
    public async Task<Account> AccountOfAsync(MemberFacts member, CancellationToken ct)
    {
        Account? known = await db.Users.SingleOrDefaultAsync(account => account.MemberId == member.Id, ct);
        if (known is null)
        {
            known = NewAccount(member.CardNumber, member.Name, member.Email, member.Id);
            db.Add(known);
        }

        return known;
    }

    public Account NewAccount(string userName, string displayName, string? email, Guid? member) => new()
    {
        Id = Guid.NewGuid(),
        UserName = userName,
        NormalizedUserName = normalizer.NormalizeName(userName),
        Email = email,
        NormalizedEmail = normalizer.NormalizeEmail(email),
        DisplayName = displayName,
        MemberId = member,
        SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
        LockoutEnabled = true,
    };

    /// <summary>Sends links to members (those without an address are left out); an older link of the same member stops working.</summary>
    /// <returns>How many mails were queued.</returns>
    public async Task<int> SendLinksAsync(IReadOnlyCollection<MemberFacts> members, Actor actor, CancellationToken ct)
    {
        int sent = 0;
        DateTimeOffset now = clock.GetUtcNow();
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        foreach (MemberFacts[] some in members.Where(member => member.Email is not null).Chunk(500))
        {
            Guid[] ids = [.. some.Select(member => member.Id)];
            Dictionary<Guid, Account> known = await db.Users.Where(account => account.MemberId != null && ids.Contains(account.MemberId.Value)).ToDictionaryAsync(account => account.MemberId!.Value, ct);
            foreach (MemberFacts member in some)
            {
                if (!known.TryGetValue(member.Id, out Account? account))
                {
                    account = NewAccount(member.CardNumber, member.Name, member.Email, member.Id);
                    db.Add(account);
                }
            }

            Guid[] accountIds = [.. known.Values.Select(account => account.Id)];
            await db.Set<ActivationRow>().Where(row => accountIds.Contains(row.AccountId) && row.Kind == ActivationKind.Link).ExecuteDeleteAsync(ct);
            Dictionary<Guid, Account> all = db.ChangeTracker.Entries<Account>().Select(entry => entry.Entity).ToDictionary(account => account.MemberId!.Value);
            foreach (MemberFacts member in some)
            {
                AddLink(all[member.Id], member.Email!, now);
                sent++;
            }

            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }

        AuditTrail.Append(db, now, actor, new ActivationsSent(sent));
        await db.SaveChangesAsync(ct);
        if (transaction is not null)
        {
            await transaction.CommitAsync(ct);
        }

        return sent;
    }

    /// <summary>Sends a link to one account; saved by the caller.</summary>
    public async Task SendLinkAsync(Account account, CancellationToken ct)
    {
        await db.Set<ActivationRow>().Where(row => row.AccountId == account.Id && row.Kind == ActivationKind.Link).ExecuteDeleteAsync(ct);
        AddLink(account, account.Email ?? throw new ArgumentException("The account has no address.", nameof(account)), clock.GetUtcNow());
    }

    /// <summary>A one-time code for the account, to be shown once and handed over; saved by the caller. An older code stops working.</summary>
    public async Task<string> IssueCodeAsync(Account account, Actor actor, CancellationToken ct)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string code = ActivationCodes.New();
        await db.Set<ActivationRow>().Where(row => row.AccountId == account.Id && row.Kind == ActivationKind.Code).ExecuteDeleteAsync(ct);
        db.Add(new ActivationRow { AccountId = account.Id, Kind = ActivationKind.Code, Hash = codes.HashOf(ActivationCodes.Canonical(code)!), ExpiresAt = now + CodeLasts });
        AuditTrail.Append(db, now, actor, new ActivationCodeIssued(account.Id));
        return code;
    }

    private void AddLink(Account account, string address, DateTimeOffset now)
    {
        byte[] token = RandomNumberGenerator.GetBytes(32);
        db.Add(new ActivationRow { AccountId = account.Id, Kind = ActivationKind.Link, Hash = SHA256.HashData(token), ExpiresAt = now + LinkLasts });
        Uri link = site.Link("/activate/" + Base64Url.EncodeToString(token));
        Outbox.Queue(db, new Mail(account.Id, address, MailKind.Activation, Guid.NewGuid(),
            words["ActivationMail.Subject", site.UnionName],
            words[account.MemberId is null ? "ActivationMail.BodyForStaff" : "ActivationMail.Body", account.DisplayName, site.UnionName, link]));
    }
}
