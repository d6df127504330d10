// V15 to V17: the journal is one signed chain that starts with this seal.
using System.Collections.Immutable;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal static class JournalChainChecks
{
    public static void Run(VoteUnderCheck vote)
    {
        if (vote.Journal is not { } journal || vote.Terms is not { } terms) return;
        CheckChain(vote, journal, terms);
        CheckSignatures(vote, journal, terms);
        if (vote.Vote is null) return;
        bool sealedFirst = journal is [{ Data: JournalData.Sealed first }, ..] && first.Terms == vote.TermsHash && first.VoteHash == vote.VoteHash;
        vote.Log.Require(V17, sealedFirst, "journal entry 0", "It is not the seal of these terms and this vote.");
    }

    private static void CheckChain(VoteUnderCheck vote, ImmutableArray<JournalEntry> journal, Terms terms)
    {
        JournalHead? previous = null;
        for (int i = 0; i < journal.Length; i++)
        {
            JournalEntry entry = journal[i];
            if (entry.Number != i || entry.Previous != previous?.Hash || entry.Vote != terms.Vote)
            {
                vote.Log.Fail(V15, $"journal entry {i}", "It does not follow the entry before it, or belongs to another vote.");
                return;
            }

            previous = entry.Head;
        }

        vote.Log.Require(V15, !journal.IsEmpty, "journal.jsonl", "There is no entry.");
    }

    private static void CheckSignatures(VoteUnderCheck vote, ImmutableArray<JournalEntry> journal, Terms terms)
    {
        JournalEntry? unsigned = journal.FirstOrDefault(e => !e.VerifySignature(terms.ServiceKey));
        vote.Log.Require(V16, unsigned is null, $"journal entry {unsigned?.Number}", "It is not signed with the service's key.");
    }
}
