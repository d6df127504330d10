using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Records;
using RatifyVote.Verifier.Reports;
using RatifyVote.Verifier.Tests.Kit;

namespace RatifyVote.Verifier.Tests.Tamper;

/// <summary>One kind of tampering with a published vote, in words, and the check that must notice it - and no other.</summary>
public sealed record VoteTampering(string Words, string Check, Action<ForgedVote> Change)
{
    public static void AssertOnlyFailure(string check, VerificationReport report)
    {
        CheckResult[] failed = [.. report.Failed];
        Assert.True(failed.Length > 0 && failed.All(f => f.Check.Id == check),
            $"expected only {check}, failed: {string.Join("; ", failed.Select(f => $"{f.Check.Id} {f.Subject} {f.Position} {f.Words}"))}");
        Assert.Equal(1, report.ExitCode);
        Assert.Equal($"NOT VERIFIED: {check} failed", report.LastLine);
    }

    /// <summary>Replaces the first planned entry of a type.</summary>
    public static void Replace<T>(List<JournalData> plan, Func<T, JournalData> change) where T : JournalData
    {
        int at = plan.FindIndex(d => d is T);
        plan[at] = change((T)plan[at]);
    }

    /// <summary>Puts the first planned entry of a type before the first one of another.</summary>
    public static void MoveBefore<T, TOther>(List<JournalData> plan) where T : JournalData where TOther : JournalData
    {
        JournalData moved = plan.Find(d => d is T)!;
        plan.Remove(moved);
        plan.Insert(plan.FindIndex(d => d is TOther), moved);
    }

    public static void InsertBefore<T>(List<JournalData> plan, JournalData data) where T : JournalData => plan.Insert(plan.FindIndex(d => d is T), data);
}
