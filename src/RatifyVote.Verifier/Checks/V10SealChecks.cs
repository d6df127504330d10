// V10 to V14: each unit's archive starts from what was sealed.
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Trustees;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal static class SealChecks
{
    public static void Run(VoteUnderCheck vote, UnitUnderCheck unit)
    {
        VerifiedBoard board = unit.Board;
        if (board.Election is not { } election || vote.Terms is not { } terms) return;
        if (vote.Vote?.Units.FirstOrDefault(u => u.Uuid == unit.Uuid) is { } named && board.Credentials is { } credentials)
        {
            unit.Log.Require(V10, election.Uuid == unit.Uuid && election.Fingerprint == named.Fingerprint && credentials.Hash == named.Credentials,
                "election", "It is not the election, or not the list of credentials, that vote.json names.");
        }

        unit.Log.Require(V11, IsBound(election, vote, unit), "election", "It is not bound to these terms, or asks another question.");
        if (board.TrusteeList is { } trustees)
            unit.Log.Require(V12, IsCeremony(trustees, terms.Trustees), "trustees", "It is not the trustees record that the terms name.");
        if (election.Binding is not { } binding) return;
        long entries = binding.Members + (long)binding.Spares;
        if (unit.Leaves is { } leaves)
        {
            bool leads = leaves.Hashes.Length > 0 && leaves.Hashes.Length == entries && MerkleTree.Root(leaves.Hashes.AsSpan()) == binding.RollRoot;
            unit.Log.Require(V13, leads, "leaves", "They are not as many as the roll's entries, or lead to another root.");
        }

        unit.Log.Require(V14, binding.Members > 0 && binding.Spares == SpareEntries.For(binding.Members), "election",
            $"{binding.Members} members have {SpareEntries.For(binding.Members)} spares, not {binding.Spares}.");
    }

    private static bool IsBound(Election election, VoteUnderCheck vote, UnitUnderCheck unit) =>
        election.Binding is { } binding && binding.Terms == vote.TermsHash && binding.Contest == unit.Contest.Id && binding.Unit == unit.Terms.Unit
        && election.Group == Group.Ed25519
        && election.Questions is [{ Blank: true, Min: 1, Max: 1, Answers: ["Yes", "No"] } question] && question.Text == unit.Contest.Question;

    private static bool IsCeremony(TrusteeList trustees, TrusteesTerms terms) =>
        trustees.Hash == terms.Hash && trustees.Items is [TrusteeItem.Pedersen item]
        && item.Threshold == terms.Threshold && item.Certs.Length == terms.Size;
}
