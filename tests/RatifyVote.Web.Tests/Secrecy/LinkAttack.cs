using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Web.Booth;

namespace RatifyVote.Web.Tests.Secrecy;

/// <summary>The program of a thief who holds a seized server, and perhaps its keydir: who cast which ballot?</summary>
internal static class LinkAttack
{
    /// <summary>Member to trackers of its ballots, by deriving every credential from the contest keys that are still in keydir, and opening the inbox. Empty without a key.</summary>
    public static Dictionary<Guid, List<string>> WithKeydir(Seizure seized, string keydir)
    {
        Dictionary<Guid, List<string>> links = [];
        foreach (string file in Directory.EnumerateFiles(Path.Combine(keydir, "contests")))
        {
            byte[] contestKey = File.ReadAllBytes(file);
            foreach (SeizedRow records in seized.Of("UnitRecords"))
            {
                string uuid = records.Columns["Uuid"];
                if (!Election.TryParse(Convert.FromHexString(records.Columns["Election"]), out Election? election, out _))
                {
                    continue;
                }

                using CredentialKey key = new(election.Group, uuid, contestKey);
                ILookup<string, string> ballots = BallotsOf(seized, uuid, contestKey);
                foreach (SeizedRow entry in seized.Of("RollEntries").Where(row => row.Columns["Uuid"] == uuid && Guid.TryParse(row.Columns["MemberId"], out _)))
                {
                    string credential = key.PublicText(int.Parse(entry.Columns["I"], System.Globalization.CultureInfo.InvariantCulture));
                    if (ballots.Contains(credential))
                    {
                        links[Guid.Parse(entry.Columns["MemberId"])] = [.. ballots[credential]];
                    }
                }
            }
        }

        return links;
    }

    // Credential to trackers, on the board and in the inbox.
    private static ILookup<string, string> BallotsOf(Seizure seized, string uuid, byte[] contestKey)
    {
        List<(string Credential, string Tracker)> found = [.. seized.Of("BoardEvents").Where(row => row.Columns["Uuid"] == uuid && row.Columns["Credential"].Length > 0)
            .Select(row => (row.Columns["Credential"], Convert.ToBase64String(Convert.FromHexString(row.Columns["Payload"])).TrimEnd('=')))];
        using InboxKeys keys = new(uuid, contestKey);
        foreach (SeizedRow row in seized.Of("Inbox").Where(row => row.Columns["Uuid"] == uuid))
        {
            try
            {
                byte[] bytes = keys.Open(Convert.FromHexString(row.Columns["Box"]));
                if (Ballot.TryParse(bytes, out Ballot? ballot, out _))
                {
                    found.Add((ballot.Credential, Tracker.Of(bytes).ToString()));
                }
            }
            catch (System.Security.Cryptography.CryptographicException)
            {
                // Sealed under another contest's key.
            }
        }

        return found.ToLookup(ballot => ballot.Credential, ballot => ballot.Tracker);
    }

    /// <summary>How many members a guess gets right that lays two orders side by side: the k-th of the members beside the k-th of the ballots.</summary>
    public static int Right(IEnumerable<string> members, IEnumerable<string> ballots, IReadOnlyDictionary<string, string> truth) =>
        members.Zip(ballots).Count(pair => truth.TryGetValue(pair.First, out string? own) && own == pair.Second);
}
