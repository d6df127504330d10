using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Outcomes;

/// <summary>One unit: from ballots to direction, from direction to weight.</summary>
internal static class UnitDecision
{
    public static UnitFinding Decide(UnitRule rule, UnitCounts unit)
    {
        long? counted = BaseOf(rule.Base, unit);
        (UnitDirection direction, DirectionReason reason) = Direction(rule, unit, counted);
        long? weight = WeightOf(rule.Weight, unit);
        (long? yes, long? no) = Split(rule, unit, counted, direction, reason, weight);
        return new UnitFinding(unit, direction, reason, counted, weight, yes, no);
    }

    private static (UnitDirection, DirectionReason) Direction(UnitRule rule, UnitCounts unit, long? counted)
    {
        if (unit.Valid == 0)
        {
            return (rule.NoBallots switch
            {
                NoBallotsRule.CountsNo => UnitDirection.No,
                NoBallotsRule.CountsNeither => UnitDirection.Neither,
                NoBallotsRule.Undetermined => UnitDirection.Undetermined,
            }, DirectionReason.NobodyChose);
        }
        if (counted is not { } known) return (UnitDirection.Undetermined, DirectionReason.CountUnknown);
        if (rule.Tie is { } tie && rule.Share.IsExactlyReachedBy(unit.Yes, known))
        {
            return (tie switch
            {
                TieRule.Fails => UnitDirection.No,
                TieRule.Carries => UnitDirection.Yes,
                TieRule.Undetermined => UnitDirection.Undetermined,
            }, DirectionReason.Tie);
        }
        return rule.Share.IsMetBy(unit.Yes, known)
            ? (UnitDirection.Yes, DirectionReason.ShareMet)
            : (UnitDirection.No, DirectionReason.ShareNotMet);
    }

    private static (long? Yes, long? No) Split(
        UnitRule rule, UnitCounts unit, long? counted, UnitDirection direction, DirectionReason reason, long? weight)
    {
        if (weight is not { } whole) return (null, null);
        if (rule.Allocation is Allocation.Proportional && reason is not DirectionReason.NobodyChose)
        {
            if (counted is not { } known) return (null, null);
            // Nearest whole vote, an exact half to No: the ceiling of weight * yes / base - 1/2.
            long yes = checked(2 * whole * unit.Yes - known + 2 * known - 1) / (2 * known);
            return (yes, whole - yes);
        }
        return direction switch
        {
            UnitDirection.Yes => (whole, 0),
            UnitDirection.No => (0, whole),
            UnitDirection.Neither => (0, 0),
            UnitDirection.Undetermined => (null, null),
        };
    }

    private static long? BaseOf(BallotBase counted, UnitCounts unit) => counted switch
    {
        BallotBase.Valid => unit.Valid,
        BallotBase.Cast => unit.Valid + unit.Blank,
        BallotBase.Eligible => unit.Eligible,
    };

    private static long? WeightOf(UnitWeight weight, UnitCounts unit) => weight switch
    {
        UnitWeight.Delegates => unit.Delegates,
        UnitWeight.One => 1,
        UnitWeight.Members => unit.Eligible,
    };
}
