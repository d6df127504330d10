// V36 to V40 and V45: the result follows from the boards, the sheets and the sealed rules.
using System.Collections.Immutable;
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Verifier.Results;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal static class ResultChecks
{
    public static void Run(VoteUnderCheck vote)
    {
        if (vote.Terms is { } terms && vote.Journal is { } entries) CheckNotice(vote, terms, entries);
        if (vote.Result is not { } result || vote.Terms is not { } sealedTerms || vote.Vote is null) return;
        bool ours = result.Vote == sealedTerms.Vote && result.Terms == vote.TermsHash && result.VoteHash == vote.VoteHash
            && result.Units.Select(u => (u.Contest, u.Unit, u.Uuid)).SequenceEqual(vote.Units.Select(u => (u.Contest.Id, u.Terms.Unit, u.Uuid)))
            && result.Outcomes.Select(o => o.Contest).SequenceEqual(sealedTerms.Contests.Select(c => c.Id));
        if (!vote.Log.Require(V36, ours, "result.json", "It is the result of another vote, or has other units or contests.")) return;
        for (int i = 0; i < result.Units.Length; i++) CheckUnit(vote, vote.Units[i], result.Units[i]);
        CheckOutcomes(vote, sealedTerms, result);
        if (vote.Journal is { } journal && vote.Log.HasPassed(V18)) CheckJournal(vote, journal);
    }

    private static void CheckUnit(VoteUnderCheck vote, UnitUnderCheck unit, ResultUnit result)
    {
        VerifiedBoard board = unit.Board;
        if (unit.ChainPassed && board.State is BoardState.Finished && unit.SignedOff is { } signedOff && unit.Log.HasPassed(V04))
        {
            bool names = result.Head == board.EventHashes[^1] && result.SignOff == signedOff.Root && result.Openings == unit.OpeningsHash
                && result.Attestations == unit.AttestationsHash && result.SecondProofs == unit.SecondProofsHash;
            unit.Log.Require(V37, names, "result.json", "It names other evidence than what is published.");
        }

        if (!unit.BallotsPassed || !unit.BoardPassed(BoardChecks.OfResult.AsSpan()) || !vote.Log.HasPassed(V18)) return;
        UnitSheet? sheet = UnitSheets.Of(board, unit.SparesUsed, unit.Removed);
        string? imbalance = sheet is null ? "The board gives no sheet." : UnitSheets.ImbalanceOf(sheet);
        unit.Log.Require(V38, imbalance is null && sheet == result.Sheet, "result.json", imbalance ?? "The sheet is not what board and journal give.");
    }

    private static void CheckOutcomes(VoteUnderCheck vote, Terms terms, ResultRecord result)
    {
        if (!vote.Log.HasPassed(V08) || !vote.Units.TrueForAll(u => u.Log.HasPassed(V38))) return;
        for (int i = 0; i < terms.Contests.Length; i++)
        {
            TermsContest contest = terms.Contests[i];
            UnitSheet[] sheets = [.. result.Units.Where(u => u.Contest == contest.Id).Select(u => u.Sheet)];
            if (ContestOutcomes.Decide(contest, sheets) is { } decided && Same(decided, result.Outcomes[i])) continue;
            vote.Log.Fail(V39, $"outcome of {contest.Id}", "It is not what the rules give.");
            return;
        }

        vote.Log.Pass(V39);
    }

    private static bool Same(ContestOutcome a, ContestOutcome b) =>
        a.Reasons.SequenceEqual(b.Reasons) && a.Assumed.SequenceEqual(b.Assumed) && a with { Reasons = b.Reasons, Assumed = b.Assumed } == b;

    private static void CheckJournal(VoteUnderCheck vote, ImmutableArray<JournalEntry> journal)
    {
        RecordHash? Named(JournalData data) => data switch
        {
            JournalData.ResultComputed d => d.Result,
            JournalData.Certified d => d.Result,
            JournalData.Published d => d.Result,
            _ => null,
        };
        JournalEntry? other = journal.FirstOrDefault(e => Named(e.Data) is { } hash && hash != vote.ResultHash);
        vote.Log.Require(V40, other is null, $"journal entry {other?.Number}", "It names another result.");
    }

    private static void CheckNotice(VoteUnderCheck vote, Terms terms, ImmutableArray<JournalEntry> journal)
    {
        if (journal.FirstOrDefault(e => e.Data is JournalData.Opened) is not { } opened) return;
        foreach (UnitUnderCheck unit in vote.Units)
        {
            bool noticed = unit.Terms.DossierPublishedAt <= opened.At - TimeSpan.FromHours(terms.Policy.NoticeHours);
            unit.Log.Require(V45, noticed, "terms.json", $"Published {UtcTime.Format(unit.Terms.DossierPublishedAt)}, opened {UtcTime.Format(opened.At)}, notice {terms.Policy.NoticeHours} hours.");
        }
    }
}
