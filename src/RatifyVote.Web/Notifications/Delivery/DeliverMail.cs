using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Notifications.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Notifications.Delivery;

/// <summary>Where mail goes: a folder of .eml files. Configuration <c>Mail:Folder</c> (default <c>data/mail</c>), <c>Mail:From</c>,
/// <c>Mail:ShowPage</c> (demonstrations only: a page that shows the folder to anybody).</summary>
internal sealed record MailSettings(string Folder, string From, bool ShowPage)
{
    public static MailSettings Read(IConfiguration configuration) => new(
        Path.GetFullPath(configuration["Mail:Folder"] ?? "data/mail"),
        configuration["Mail:From"] ?? "votes@localhost",
        configuration.GetValue("Mail:ShowPage", false));
}

/// <summary>Delivers what waits. The file's name is the row's id, so a mail delivered twice is one file. No lock: two nodes write the same bytes.</summary>
internal sealed class DeliverMail(RatifyVoteDb db, MailSettings settings, SiteSettings site, TimeProvider clock)
{
    private const int Batch = 500;

    /// <returns>How many mails were delivered.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(settings.Folder);
        DateOnly today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        int delivered = 0;
        while (true)
        {
            List<OutboxRow> rows = await db.Set<OutboxRow>().Where(row => row.DeliveredOn == null).OrderBy(row => row.Id).Take(Batch).ToListAsync(ct);
            foreach (OutboxRow row in rows)
            {
                string file = Path.Combine(settings.Folder, row.Id + ".eml");
                await File.WriteAllTextAsync(file + ".new", Eml(row, today), ct);
                File.Move(file + ".new", file, overwrite: true);
                row.DeliveredOn = today;
                row.Body = "";
            }

            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
            delivered += rows.Count;
            if (rows.Count < Batch)
            {
                return delivered;
            }
        }
    }

    private string Eml(OutboxRow row, DateOnly today) => string.Join("\r\n",
        $"From: {Word(site.UnionName)} <{settings.From}>",
        $"To: {row.Address}",
        $"Subject: {Word(row.Subject)}",
        $"Date: {today.ToString("ddd, dd MMM yyyy", CultureInfo.InvariantCulture)} 00:00:00 +0000",
        $"Message-ID: <{row.Id}@{site.PublicUrl.Host}>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        Convert.ToBase64String(Encoding.UTF8.GetBytes(row.Body.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks),
        "");

    // Ref: RFC 2047 encoded-words; each holds at most 39 bytes, so that a line with its header name stays within 76 characters.
    private static string Word(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~' and not ('"' or '<' or '>' or '=')))
        {
            return text;
        }

        List<string> words = [];
        StringBuilder part = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(part.ToString()) + rune.Utf8SequenceLength > 39)
            {
                words.Add(part.ToString());
                part.Clear();
            }

            part.Append(rune.ToString());
        }

        words.Add(part.ToString());
        return string.Join("\r\n ", words.Select(word => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word))}?="));
    }
}
