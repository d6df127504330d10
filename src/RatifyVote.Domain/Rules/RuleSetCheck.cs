namespace RatifyVote.Domain.Rules;

/// <summary>Which combinations of settings make sense together.</summary>
internal static class RuleSetCheck
{
    public const int LongestName = 100;
    public const int LongestText = 300;
    public const int MostUnits = 100_000;

    public static IReadOnlyList<RuleSetProblem> ProblemsOf(RuleSet rules)
    {
        List<RuleSetProblem> problems = [];
        void Found(bool wrong, RuleSetFault fault, string where)
        {
            if (wrong) problems.Add(new RuleSetProblem(fault, where));
        }
        void Tie(RequiredShare share, TieRule? tie, string where)
        {
            Found(share.MustExceed && tie is null, RuleSetFault.TieMissing, where);
            Found(!share.MustExceed && tie is not null, RuleSetFault.TieWithoutMeaning, where);
        }
        void Aggregate(AggregateRule rule, string where)
        {
            Tie(rule.Share, rule.Tie, where + ".tie");
            bool weighs = rule.Base is AggregateBase.AllUnits or AggregateBase.UnitsWithBallots;
            Found(weighs && rules.Units is null, RuleSetFault.AggregateBaseNeedsUnits, where + ".base");
            Found(!weighs && rules.Units is not null, RuleSetFault.AggregateBaseNeedsPooledBallots, where + ".base");
        }

        Found(!PlainText.Is(rules.Name, LongestName), RuleSetFault.TextNotPlain, "name");
        Found(rules.Source is not null && !PlainText.Is(rules.Source, LongestText), RuleSetFault.TextNotPlain, "source");
        if (rules.Units is { } units) Tie(units.Share, units.Tie, "units.tie");
        if (rules.Aggregate is { } aggregate) Aggregate(aggregate, "aggregate");
        Found(rules.Aggregate is null && rules.UnitsRequired is null, RuleSetFault.NothingDecides, "aggregate");
        Found(rules.Aggregate is null && rules.Units is not (null or { Weight: UnitWeight.One, Allocation: Allocation.WinnerTakeAll }),
            RuleSetFault.WeightWithoutMeaning, "units.weight");
        if (rules.UnitsRequired is { } required)
        {
            Found(rules.Units is null, RuleSetFault.UnitsRequiredWithoutUnits, "units_required");
            Found(required.Required < 1 || required.Required > required.Of || required.Of > MostUnits,
                RuleSetFault.UnitsRequiredImpossible, "units_required");
        }
        if (rules.Turnout?.Below is { } below)
        {
            Aggregate(below, "turnout.below");
            Found(rules.Aggregate is null, RuleSetFault.BelowQuorumWithoutAggregate, "turnout.below");
        }
        if (rules.Additional is { } additional)
        {
            bool conditional = additional.Applies is AdditionalApplies.OnlyIf;
            Found(conditional && additional.When is null, RuleSetFault.ConditionMissing, "additional.when");
            Found(!conditional && additional.When is not null, RuleSetFault.ConditionWithoutMeaning, "additional.when");
            Found(additional.When is not null && !PlainText.Is(additional.When, LongestText), RuleSetFault.TextNotPlain, "additional.when");
        }
        Found(rules.Flagged.Any(name => !PlainText.Is(name, LongestName)), RuleSetFault.TextNotPlain, "flagged");
        Found(rules.Flagged.Distinct(StringComparer.Ordinal).Count() != rules.Flagged.Count, RuleSetFault.ListRepeats, "flagged");
        Found(rules.Assumed.Distinct().Count() != rules.Assumed.Count, RuleSetFault.ListRepeats, "assumed");
        Found(!rules.Assumed.SequenceEqual(rules.Assumed.Order()), RuleSetFault.ListOutOfOrder, "assumed");
        Found(rules.Assumed.Any(field => !Has(rules, field)), RuleSetFault.AssumedFieldAbsent, "assumed");
        return problems;
    }

    private static bool Has(RuleSet rules, RuleField field) => field switch
    {
        RuleField.Roll or RuleField.BallotKept => true,
        RuleField.UnitShare or RuleField.UnitBase or RuleField.UnitNoBallots => rules.Units is not null,
        RuleField.UnitTie => rules.Units?.Tie is not null,
        RuleField.AggregateShare or RuleField.AggregateBase => rules.Aggregate is not null,
        RuleField.AggregateTie => rules.Aggregate?.Tie is not null,
        RuleField.TurnoutBelowTie => rules.Turnout?.Below?.Tie is not null,
    };
}
