using RatifyVote.Protocol.Checks;

namespace RatifyVote.Verifier.Reports;

/// <summary>What a verification came to.</summary>
/// <param name="Results">One per required check and unit, in order.</param>
/// <param name="Unfinished">In words, what has not happened yet; null when everything has.</param>
public sealed record VerificationReport(IReadOnlyList<CheckResult> Results, string? Unfinished)
{
    /// <summary>Exit code of the program: every required check passed.</summary>
    public const int AllPassed = 0;

    /// <summary>Exit code: a check failed.</summary>
    public const int SomeFailed = 1;

    /// <summary>Exit code: nothing failed, but something could not be read or checked.</summary>
    public const int SomeNotChecked = 2;

    /// <summary>Every required check has passed, exactly once in its place.</summary>
    public bool Verified => Results.Count > 0 && Results.All(r => r.Finding is Finding.Passed)
        && Results.DistinctBy(r => (r.Check, r.Subject)).Count() == Results.Count;

    public IEnumerable<CheckResult> Failed => Results.Where(r => r.Finding is Finding.Failed);

    public int ExitCode => Verified ? AllPassed : Failed.Any() ? SomeFailed : SomeNotChecked;

    /// <summary>The line that says it all, where everything was asked for.</summary>
    public string LastLine => Verified ? "VERIFIED" : "NOT VERIFIED: " + Why();

    private string Why()
    {
        CheckResult[] failed = [.. Failed];
        if (failed.Length > 0)
        {
            string checks = string.Join(", ", failed.Select(r => r.Check.Id).Distinct());
            return $"{checks} failed";
        }

        if (Unfinished is not null) return Unfinished;
        CheckResult? open = Results.FirstOrDefault(r => r.Finding is Finding.NotChecked);
        return open is null ? "a check was made twice" : $"{open.Check.Id} was not checked: {open.Words}";
    }
}
