namespace RatifyVote.Domain.Outcomes;

/// <summary>Why counts are no table an outcome can be decided on.</summary>
public enum CountsFault { NoUnits, TooManyUnits, UnitRepeated, CountImpossible, MoreBallotsThanEligible }

/// <summary>One problem of a table of counts; <paramref name="Unit"/> is null when it concerns the whole table.</summary>
public sealed record CountsProblem(CountsFault Fault, UnitKey? Unit)
{
    public string InWords() => (Unit is { } unit ? unit.Label : "The table") + ": " + Fault switch
    {
        CountsFault.NoUnits => "there is no unit.",
        CountsFault.TooManyUnits => "there are more than 100,000 units.",
        CountsFault.UnitRepeated => "the unit is listed more than once.",
        CountsFault.CountImpossible => "a count is below 0 or above 1,000,000,000.",
        CountsFault.MoreBallotsThanEligible => "there are more ballots than people on the roll.",
    };
}

/// <summary>What must be true of the counts of a contest before any rule is applied.</summary>
public static class CountsTable
{
    public const int MostUnits = 100_000;

    /// <summary>Every problem of the table; empty when it is sound.</summary>
    public static IReadOnlyList<CountsProblem> ProblemsOf(IReadOnlyList<UnitCounts> units)
    {
        List<CountsProblem> problems = [];
        if (units.Count == 0) problems.Add(new CountsProblem(CountsFault.NoUnits, null));
        if (units.Count > MostUnits) problems.Add(new CountsProblem(CountsFault.TooManyUnits, null));
        HashSet<UnitKey> seen = [];
        foreach (UnitCounts unit in units)
        {
            if (!seen.Add(unit.Unit)) problems.Add(new CountsProblem(CountsFault.UnitRepeated, unit.Unit));
            if (!IsCount(unit.Yes) || !IsCount(unit.No) || !IsCount(unit.Blank ?? 0)
                || !IsCount(unit.Eligible ?? 0) || !IsCount(unit.Delegates ?? 0))
            {
                problems.Add(new CountsProblem(CountsFault.CountImpossible, unit.Unit));
            }
            else if (unit.Eligible is { } eligible && unit.Valid + (unit.Blank ?? 0) > eligible)
            {
                problems.Add(new CountsProblem(CountsFault.MoreBallotsThanEligible, unit.Unit));
            }
        }
        return problems;
    }

    /// <exception cref="ArgumentException">The table has problems.</exception>
    public static void RequireSound(IReadOnlyList<UnitCounts> units)
    {
        IReadOnlyList<CountsProblem> problems = ProblemsOf(units);
        if (problems.Count > 0) throw new ArgumentException(string.Join(" ", problems.Select(p => p.InWords())), nameof(units));
    }

    private static bool IsCount(long count) => count is >= 0 and <= UnitCounts.Largest;
}
