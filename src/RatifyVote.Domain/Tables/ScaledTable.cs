using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Tables;

/// <summary>A table of counts made smaller or larger for a rehearsal, so that it still tells the same story.</summary>
public static class ScaledTable
{
    public const long FewestEligible = 3;

    /// <summary>Rounds every count to nearest, keeps delegates and at least three eligible (and as many as vote), and moves,
    /// adds or leaves out as few single ballots as it takes for every unit to keep its direction; where all ballots are
    /// counted together, for the whole to keep its verdict, if moving ballots can do that.</summary>
    /// <exception cref="ArgumentException">The rules or the counts have problems.</exception>
    public static IReadOnlyList<UnitCounts> Of(IReadOnlyList<UnitCounts> table, RuleSet rules, ScaleFraction scale)
    {
        rules.RequireSound();
        CountsTable.RequireSound(table);
        if (rules.Units is { } rule) return [.. table.Select(unit => KeepDirection(rule, unit, Round(unit, scale)))];
        return KeepVerdict(rules, Outcome.Decide(rules, table).Verdict, [.. table.Select(unit => Round(unit, scale))]);
    }

    private static UnitCounts Round(UnitCounts unit, ScaleFraction scale) =>
        WithRoom(unit with { Yes = scale.Of(unit.Yes), No = scale.Of(unit.No), Blank = Scaled(unit.Blank, scale), Eligible = Scaled(unit.Eligible, scale) });

    private static long? Scaled(long? count, ScaleFraction scale) => count is { } known ? scale.Of(known) : null;

    // Rounding up every count of a full unit may leave more ballots than people.
    private static UnitCounts WithRoom(UnitCounts unit) => unit.Eligible is not { } eligible ? unit
        : unit with { Eligible = Math.Max(Math.Max(FewestEligible, eligible), unit.Valid + (unit.Blank ?? 0)) };

    private static UnitCounts KeepDirection(UnitRule rule, UnitCounts original, UnitCounts rounded)
    {
        UnitFinding wanted = UnitDecision.Decide(rule, original);
        if (Keeps(rule, wanted, rounded)) return rounded;
        // Nearest first: change the sum of Yes and No by as little as possible, and for each sum the Yes.
        for (long change = 0; ; change = change > 0 ? -change : 1 - change)
        {
            long valid = rounded.Valid + change;
            if (valid < 0) continue;
            for (long move = 0; move <= valid + rounded.Yes; move++)
            {
                foreach (long yes in (long[])[rounded.Yes + move, rounded.Yes - move])
                {
                    if (yes < 0 || yes > valid) continue;
                    UnitCounts moved = WithRoom(rounded with { Yes = yes, No = valid - yes });
                    if (Keeps(rule, wanted, moved)) return moved;
                }
            }
        }
    }

    private static bool Keeps(UnitRule rule, UnitFinding wanted, UnitCounts unit)
    {
        UnitFinding found = UnitDecision.Decide(rule, unit);
        // A unit where nobody chose and one that chose No go the same way, but only one of them has ballots to cast.
        return found.Direction == wanted.Direction
            && (found.Reason is DirectionReason.NobodyChose) == (wanted.Reason is DirectionReason.NobodyChose);
    }

    private static IReadOnlyList<UnitCounts> KeepVerdict(RuleSet rules, Verdict wanted, UnitCounts[] units)
    {
        if (wanted is Verdict.Undetermined) return units;
        UnitCounts[] moved = [.. units];
        bool toYes = wanted is Verdict.Carried;
        for (long left = moved.Sum(u => u.Valid); left > 0 && Outcome.Decide(rules, moved).Verdict != wanted; left--)
        {
            int most = toYes ? IndexOfMost(moved, u => u.No) : IndexOfMost(moved, u => u.Yes);
            UnitCounts unit = moved[most];
            if ((toYes ? unit.No : unit.Yes) == 0) break;
            moved[most] = toYes ? unit with { Yes = unit.Yes + 1, No = unit.No - 1 } : unit with { Yes = unit.Yes - 1, No = unit.No + 1 };
        }
        return Outcome.Decide(rules, moved).Verdict == wanted ? moved : units;
    }

    private static int IndexOfMost(UnitCounts[] units, Func<UnitCounts, long> count) =>
        Enumerable.Range(0, units.Length).MaxBy(i => count(units[i]));
}
