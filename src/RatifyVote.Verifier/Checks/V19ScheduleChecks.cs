// V19: opening and closing follow the schedule in force; a change needs two people, and an open vote can only be extended.
using RatifyVote.Protocol.Records;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal static class ScheduleChecks
{
    public static void Run(VoteUnderCheck vote)
    {
        if (vote.Journal is not { } journal || vote.Terms is not { } terms || !vote.Log.HasPassed(V18)) return;
        (DateTimeOffset opens, DateTimeOffset closes) = (terms.OpensAt, terms.ClosesAt);
        bool open = false;
        DateTimeOffset before = DateTimeOffset.MinValue;
        foreach (JournalEntry entry in journal)
        {
            string? problem = entry.At < before ? "It is dated before the entry that precedes it." : entry.Data switch
            {
                JournalData.Opened when entry.At < opens => "The vote opened before its time.",
                JournalData.Closing d when d.ClosedAt < closes || entry.At < d.ClosedAt => "The vote closed before its time.",
                JournalData.ScheduleChanged d => ProblemOf(d, entry.At, open, opens, closes),
                _ => null,
            };
            if (problem is not null)
            {
                vote.Log.Fail(V19, $"journal entry {entry.Number}", problem);
                return;
            }

            if (entry.Data is JournalData.ScheduleChanged changed) (opens, closes) = (changed.OpensAt, changed.ClosesAt);
            open |= entry.Data is JournalData.Opened;
            before = entry.At;
        }

        vote.Log.Pass(V19);
    }

    private static string? ProblemOf(JournalData.ScheduleChanged change, DateTimeOffset at, bool open, DateTimeOffset opens, DateTimeOffset closes)
    {
        if (change.ApprovedBy.Distinct(StringComparer.Ordinal).Count() < 2) return "The change was not approved by two people.";
        if (change.OpensAt >= change.ClosesAt) return "The vote would close before it opens.";
        return open && (change.OpensAt != opens || change.ClosesAt <= closes || at >= closes) ? "An open vote can only be extended, before it closes." : null;
    }
}
