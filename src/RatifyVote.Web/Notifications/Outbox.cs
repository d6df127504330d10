using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Notifications.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Notifications;

/// <summary>What a mail is about. The name is stored: do not rename.</summary>
public enum MailKind
{
    Activation = 1,
    /// <summary>A sign-in method was added, removed or reset, or the address changed.</summary>
    SignInChanged,
    RoleGranted,
    DossierPublished,
    VoteScheduled,
    VoteOpen,
    Reminder,
    VoteChanged,
    LookAtYourPage,
    ResultPublished,
    TrusteeInvited,
    TrusteeNeeded,
    CertifierNeeded,
}

/// <summary>A mail to one person. Plain text; no secret, no tracker, no time of anything the person did, nobody else's name.</summary>
/// <param name="Recipient">Member or account id: with <paramref name="Kind"/> and <paramref name="About"/> it makes the mail one of its kind.</param>
/// <param name="About">The vote (or other thing) it is about, or a random id where each mail is its own.</param>
public sealed record Mail(Guid Recipient, string Address, MailKind Kind, Guid About, string Subject, string Body);

/// <summary>Mail waits in the database until it is delivered: it is queued in the same SaveChanges as the deed it tells of.</summary>
public static class Outbox
{
    /// <summary>Adds the mail to what the next SaveChangesAsync commits, unless the same (recipient, kind, about) was queued before.</summary>
    public static async Task<bool> QueueAsync(RatifyVoteDb db, Mail mail, CancellationToken ct)
    {
        if (db.ChangeTracker.Entries<OutboxRow>().Any(entry => entry.Entity.Recipient == mail.Recipient && entry.Entity.Kind == mail.Kind && entry.Entity.About == mail.About)
            || await db.Set<OutboxRow>().AnyAsync(row => row.Recipient == mail.Recipient && row.Kind == mail.Kind && row.About == mail.About, ct))
        {
            return false;
        }

        db.Add(OutboxRow.From(mail));
        return true;
    }

    /// <summary>Adds a mail that is its own kind of thing (its <see cref="Mail.About"/> is a fresh id), without looking for an equal one.</summary>
    public static void Queue(RatifyVoteDb db, Mail mail) => db.Add(OutboxRow.From(mail));

    /// <summary>Adds many mails of one kind about one thing; those queued before are left out.</summary>
    /// <returns>How many were added.</returns>
    public static async Task<int> QueueAllAsync(RatifyVoteDb db, MailKind kind, Guid about, IEnumerable<Mail> mails, CancellationToken ct)
    {
        HashSet<Guid> known = [.. await db.Set<OutboxRow>().Where(row => row.Kind == kind && row.About == about).Select(row => row.Recipient).ToListAsync(ct)];
        int added = 0;
        foreach (Mail mail in mails)
        {
            if (mail.Kind != kind || mail.About != about)
            {
                throw new ArgumentException("All mails of one call are of one kind about one thing.", nameof(mails));
            }

            if (known.Add(mail.Recipient))
            {
                db.Add(OutboxRow.From(mail));
                added++;
            }
        }

        return added;
    }
}
