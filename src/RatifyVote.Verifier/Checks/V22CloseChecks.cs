// V22 to V25: between the close and the tally. Ref: secrecy design C-09, C-16.
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Records;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal static class CloseChecks
{
    public static void Run(VoteUnderCheck vote, UnitUnderCheck unit)
    {
        if (!unit.BallotsPassed || !vote.Log.HasPassed(V18)) return;
        VerifiedBoard board = unit.Board;
        int ordinaryAtClose = 0;
        if (unit.ClosingHead is { } closing)
        {
            bool inOrder = closing.Height < board.EndBallotsHeight && board.Ballots.TrueForAll(b => b.Neutral == b.Height > closing.Height);
            unit.Log.Require(V22, inOrder, "board", "An ordinary ballot lies after the Closing head, or a neutral one before it.");
            ordinaryAtClose = board.Ballots.Count(b => b.Height <= closing.Height);
        }

        if (unit.Canvassed is { } canvassed)
        {
            unit.Log.Require(V23,
                canvassed.Ballots == ordinaryAtClose && canvassed.CredentialsUsed == board.CredentialsUsed && canvassed.SetAside == unit.Neutral, "journal",
                $"It says {canvassed.Ballots} ballots of {canvassed.CredentialsUsed} credentials, {canvassed.SetAside} set aside; the board holds {ordinaryAtClose} of {board.CredentialsUsed}, {unit.Neutral} neutral.");
        }

        bool once = vote.Terms!.Policy.Revotes is RevoteRule.Last || board.Ballots.Count - unit.Neutral == board.CredentialsUsed;
        unit.Log.Require(V24, once, "board", "The first ballot counts, and a credential cast twice.");
        if (unit.Ended is { } ended)
            unit.Log.Require(V25, ended.EndBallots == board.EndBallotsHash && ended.Tally == board.TallyHash, "journal", "It names another end or another tally.");
    }
}
