// V26 to V29: sign-off, openings, destruction of the key. Ref: secrecy design C-06, C-07, C-16.
using System.Collections.Immutable;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Records;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal static class SignOffChecks
{
    public static void Run(VoteUnderCheck vote, UnitUnderCheck unit)
    {
        VerifiedBoard board = unit.Board;
        if (!unit.BallotsPassed || !vote.Log.HasPassed(V18) || board.Election?.Binding is not { } binding) return;
        int unused = board.Credentials!.Entries.Length - board.CredentialsUsed;
        if (unit.SignedOff is { } signedOff)
        {
            bool agrees = signedOff.Recorded + (long)signedOff.SetAside == board.CredentialsUsed && signedOff.SetAside == unit.Neutral
                && signedOff.NotRecorded == unused && (unit.Openings is null || signedOff.Openings == unit.OpeningsHash);
            unit.Log.Require(V26, agrees, "journal", $"It says {signedOff.Recorded} recorded, {signedOff.SetAside} set aside, {signedOff.NotRecorded} not recorded, or other openings.");
        }

        if (unit.Openings is { } openings)
        {
            bool leads = openings.Openings.All(o => o.Kind == KindOf(o.Index, binding) && o.LeadsTo(binding.RollRoot, unit.Uuid, binding.Members + binding.Spares));
            bool ascending = openings.Openings.Zip(openings.Openings.Skip(1)).All(pair => pair.First.Index < pair.Second.Index);
            unit.Log.Require(V27, leads && ascending, "openings", "An opening does not lead to the root, or they are out of order.");
            unit.Log.Require(V28, AreTheUnused(openings.Openings, board), "openings", $"They are not the {unused} credentials that were not used.");
        }

        if (unit.Destroyed is { } destroyed && unit.SignedOff is { } signed)
            unit.Log.Require(V29, destroyed.EndBallots == board.EndBallotsHash && destroyed.Root == signed.Root, "journal", "The key was destroyed for another board or another sign-off.");
    }

    private static EntryKind KindOf(int index, ElectionBinding binding) => index < binding.Members ? EntryKind.Member : EntryKind.Spare;

    private static bool AreTheUnused(ImmutableArray<Opening> openings, VerifiedBoard board)
    {
        HashSet<string> unused = [.. board.Credentials!.Entries.Select(e => e.Text)];
        foreach (BallotMark ballot in board.Ballots) unused.Remove(board.Credentials.Entries[ballot.Credential].Text);
        return openings.All(o => unused.Remove(o.Credential)) && unused.Count == 0;
    }
}
