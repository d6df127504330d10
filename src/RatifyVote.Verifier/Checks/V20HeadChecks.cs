// V20: what the journal saw of the boards is what lies there now.
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Records;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal static class HeadChecks
{
    public static void Run(VoteUnderCheck vote)
    {
        if (vote.Journal is not { } journal || !vote.Log.HasPassed(V18) || vote.Units.Count == 0 || !vote.Units.TrueForAll(u => u.ChainPassed)) return;
        int[] heights = new int[vote.Units.Count];
        foreach (JournalEntry entry in journal)
        {
            if (ProblemOf(vote, entry, heights) is not { } problem) continue;
            vote.Log.Fail(V20, $"journal entry {entry.Number}", problem);
            return;
        }

        vote.Log.Pass(V20);
    }

    private static string? ProblemOf(VoteUnderCheck vote, JournalEntry entry, int[] heights)
    {
        if (!entry.Heads.Select(h => h.Uuid).SequenceEqual(vote.Units.Select(u => u.Uuid))) return "It does not name the head of every unit in order.";
        for (int i = 0; i < heights.Length; i++)
        {
            BoardHead head = entry.Heads[i];
            if (!IsOn(vote.Units[i].Board, head.Height, head.Hash)) return $"Its head of {head.Uuid} is not on the board.";
            if (head.Height < heights[i]) return $"The board of {head.Uuid} went back.";
            if (head.Height > 0 && entry.Data is JournalData.Sealed or JournalData.Opened) return "A board moved before the vote opened.";
            heights[i] = head.Height;
        }

        if (entry.Data is not JournalData.BoardPublished published) return null;
        VerifiedBoard? board = vote.Find(published.Uuid)?.Board;
        return board is not null && IsOn(board, published.Height, published.Head) && board.Ballots.Count(b => b.Height <= published.Height) == published.Ballots
            ? null
            : "What was published is not on the board.";
    }

    private static bool IsOn(VerifiedBoard board, int height, Protocol.Json.RecordHash hash) =>
        height < board.EventHashes.Count && board.EventHashes[height] == hash;
}
