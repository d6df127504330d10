using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace RatifyVote.Rehearsal.Nodes;

/// <summary>Reads the links out of a folder of mails, each file once. What a person would find in their mailbox.</summary>
internal sealed partial class MailBox(string folder)
{
    private readonly ConcurrentDictionary<string, string> links = new(StringComparer.Ordinal);
    private readonly HashSet<string> read = [];
    private readonly Lock reading = new();

    /// <summary>Activation links that have arrived, by address; each the path on the site.</summary>
    public IReadOnlyDictionary<string, string> ActivationLinks()
    {
        lock (reading)
        {
            ReadNew();
        }

        return links;
    }

    private void ReadNew()
    {
        foreach (string file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.eml") : [])
        {
            if (read.Add(Path.GetFileName(file)))
            {
                Read(File.ReadAllText(file));
            }
        }
    }

    private void Read(string mail)
    {
        string[] parts = mail.Split("\r\n\r\n", 2);
        string? to = parts[0].Split("\r\n").FirstOrDefault(line => line.StartsWith("To: ", StringComparison.Ordinal))?[4..].Trim('<', '>', ' ');
        if (to is not null && parts.Length == 2 && Link().Match(Encoding.UTF8.GetString(Convert.FromBase64String(parts[1]))) is { Success: true } found)
        {
            links[to.ToLowerInvariant()] = found.Value;
        }
    }

    [GeneratedRegex("/activate/[A-Za-z0-9_-]{43}")]
    private static partial Regex Link();
}
