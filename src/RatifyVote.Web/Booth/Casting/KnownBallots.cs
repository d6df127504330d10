using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Casting;

/// <summary>Whether ballots were received before, on the board or in the inbox, and whether each is still the last of its credential.</summary>
internal static class KnownBallots
{
    /// <summary>The known ones among the casts of one unit: true where the ballot is its credential's last (the same receipt is due), false where it was replaced.
    /// A ballot on the board is judged by the published board alone: trackers and ballots there are public, and whoever posts them again must not learn
    /// from the answer that the credential has cast anew since the last publication.</summary>
    /// <param name="keys">Of the unit while its inbox may hold ballots; null after the close, when everything is on the board.</param>
    public static async Task<Dictionary<PendingCast, bool>> FindAsync(
        BallotBoxDb db, string uuid, IReadOnlyList<PendingCast> casts, InboxKeys? keys, CancellationToken ct)
    {
        Dictionary<PendingCast, bool> known = [];
        Dictionary<string, List<PendingCast>> byTracker = casts.GroupBy(cast => Convert.ToHexString(cast.Tracker.Hash.ToArray())).ToDictionary(group => group.Key, group => group.ToList());
        List<(string Payload, bool Last)> onBoard = await db.ReadAsync(
            """
            SELECT "Payload", NOT EXISTS (SELECT 1 FROM "BoardEvents" later WHERE later."Uuid" = e."Uuid" AND later."Credential" = e."Credential" AND later."Height" > e."Height")
            FROM "BoardEvents" e WHERE "Uuid" = {0} AND "Credential" IS NOT NULL AND "Payload" IN {1}
            """,
            uuid, [.. byTracker.Values.Select(same => same[0].Tracker.Hash.ToArray())],
            row => (Convert.ToHexString(row.Blob(0)), row.GetBoolean(1)), ct);
        foreach ((string payload, bool last) in onBoard)
        {
            byTracker[payload].ForEach(cast => known[cast] = last);
        }

        if (keys is null)
        {
            return known;
        }

        Dictionary<string, List<PendingCast>> byTag = casts.Where(cast => !known.ContainsKey(cast))
            .GroupBy(cast => Convert.ToHexString(keys.TagOfTracker(cast.Tracker.ToString()))).ToDictionary(group => group.Key, group => group.ToList());
        List<(string TagB, bool Last)> inInbox = await db.ReadAsync(
            """
            SELECT "TagB", NOT EXISTS (SELECT 1 FROM "Inbox" later WHERE later."TagC" = i."TagC" AND later."Seq" > i."Seq")
            FROM "Inbox" i WHERE "TagB" IN {1}
            """,
            null, [.. byTag.Keys.Select(Convert.FromHexString)],
            row => (Convert.ToHexString(row.Blob(0)), row.GetBoolean(1)), ct);
        foreach ((string tag, bool last) in inInbox)
        {
            byTag[tag].ForEach(cast => known[cast] = last);
        }

        return known;
    }

    /// <summary>Answers the known casts and returns the others.</summary>
    public static List<PendingCast> Settle(IReadOnlyList<PendingCast> casts, Dictionary<PendingCast, bool> known)
    {
        foreach ((PendingCast cast, bool last) in known)
        {
            if (last)
            {
                cast.Accept();
            }
            else
            {
                cast.Refuse(CastRefusal.OldBallotReplayed);
            }
        }

        return [.. casts.Where(cast => !known.ContainsKey(cast))];
    }
}
