namespace RatifyVote.Protocol.Checks;

/// <summary>Collects what the checks of one subject found. A check that nobody recorded is not checked; one that was recorded
/// twice stands twice, and then counts as neither.</summary>
public sealed class CheckLog(string subject)
{
    private readonly List<CheckResult> results = [];

    public string Subject => subject;

    public void Pass(Check check, string words = "") => Add(check, Finding.Passed, "", words.Length > 0 ? words : check.Says);

    public void Fail(Check check, string position, string words) => Add(check, Finding.Failed, position, words);

    /// <summary>Says why a check could not be made.</summary>
    public void Skip(Check check, string why) => Add(check, Finding.NotChecked, "", why);

    /// <summary>Passes or fails.</summary>
    public bool Require(Check check, bool holds, string position, string words)
    {
        if (holds) Pass(check);
        else Fail(check, position, words);
        return holds;
    }

    /// <summary>Whether every one of these checks has passed.</summary>
    public bool HavePassed(IEnumerable<Check> checks) => checks.All(c => results.Exists(r => r.Check == c && r.Finding is Finding.Passed)
        && !results.Exists(r => r.Check == c && r.Finding is not Finding.Passed));

    public bool HasPassed(Check check) => HavePassed([check]);

    public bool IsRecorded(Check check) => results.Exists(r => r.Check == check);

    /// <summary>Every recorded result of the required checks in their order, and "not checked" for each that has none.</summary>
    public IReadOnlyList<CheckResult> Results(IEnumerable<Check> required)
    {
        List<CheckResult> all = [];
        foreach (Check check in required)
        {
            int before = all.Count;
            all.AddRange(results.Where(r => r.Check == check));
            if (all.Count == before) all.Add(new CheckResult(check, subject, Finding.NotChecked, "", "What it needs was not there or had failed."));
        }

        return all;
    }

    private void Add(Check check, Finding finding, string position, string words) =>
        results.Add(new CheckResult(check, subject, finding, position, words));
}
