using System.Text;
using RatifyVote.Web.Notifications.Delivery;

namespace RatifyVote.Web.Notifications.Pages;

internal sealed record MailLine(Guid Id, string To, string Subject, string Body);

/// <summary>Reads our own .eml files back, for the demonstration's page.</summary>
internal sealed class MailFolder(MailSettings settings)
{
    public bool IsShown => settings.ShowPage;

    /// <summary>The newest <paramref name="most"/> mails, newest file first.</summary>
    public IReadOnlyList<MailLine> Newest(int most) => !Directory.Exists(settings.Folder) ? [] :
        [.. new DirectoryInfo(settings.Folder).EnumerateFiles("*.eml").OrderByDescending(file => file.LastWriteTimeUtc).Take(most).Select(Read)];

    private static MailLine Read(FileInfo file)
    {
        string[] parts = File.ReadAllText(file.FullName).Split("\r\n\r\n", 2);
        string head = parts[0].Replace("\r\n ", " ", StringComparison.Ordinal);
        return new(Guid.Parse(Path.GetFileNameWithoutExtension(file.Name)), Header(head, "To"), Words(Header(head, "Subject")),
            Encoding.UTF8.GetString(Convert.FromBase64String(parts[1])));
    }

    private static string Header(string head, string name) =>
        head.Split("\r\n").First(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];

    private static string Words(string text) => string.Concat(text.Split(' ').Select((word, index) => word.StartsWith("=?utf-8?B?", StringComparison.Ordinal)
        ? Encoding.UTF8.GetString(Convert.FromBase64String(word["=?utf-8?B?".Length..^2]))
        : (index == 0 ? "" : " ") + word));
}
