namespace RatifyVote.Domain.Rules;

/// <summary>Rule sets that unions and countries have published. What a source leaves open is filled with the conservative
/// value and listed as assumed: a tie fails, a unit without ballots counts No, blanks are out of the base, the last ballot
/// counts, the roll is members in good standing.</summary>
public static class RulePresets
{
    private static readonly RequiredShare MoreThanHalf = RequiredShare.MoreThan(1, 2);

    public static IReadOnlyList<RuleSet> All { get; } =
    [
        IatseRatification(), IatseStrikeAuthorization(), SagAftraStrikeAuthorization(), Wga(), TeamstersBefore2021(),
        UawMaster(), Ufcw(), Bccfu(), OntarioStrike(), UnitedKingdomFrom2017(), UnitedKingdomFrom2026(), IatseQuebecMerger(),
    ];

    /// <summary>The preset of that name, or null.</summary>
    public static RuleSet? Find(string name) => All.SingleOrDefault(preset => preset.Name == name);

    private static RuleSet IatseRatification() => new()
    {
        Name = "iatse_ratification",
        Source = "https://www.basicagreement.iatse.net/about",
        Roll = RollRule.GoodStanding,
        BallotKept = BallotKept.Last,
        Units = new UnitRule(MoreThanHalf, BallotBase.Valid, TieRule.Fails, NoBallotsRule.CountsNo, UnitWeight.Delegates, Allocation.WinnerTakeAll),
        Aggregate = new AggregateRule(MoreThanHalf, AggregateBase.AllUnits, TieRule.Fails),
        Assumed = [RuleField.BallotKept, RuleField.UnitBase, RuleField.UnitTie, RuleField.UnitNoBallots, RuleField.AggregateTie],
    };

    private static RuleSet IatseStrikeAuthorization() => new()
    {
        Name = "iatse_strike_auth",
        Source = "https://news.yahoo.com/iatse-strike-authorization-vote-begin-172737798.html",
        Roll = RollRule.GoodStanding,
        BallotKept = BallotKept.Last,
        Units = new UnitRule(RequiredShare.AtLeast(3, 4), BallotBase.Valid, null, NoBallotsRule.CountsNo, UnitWeight.Delegates, Allocation.WinnerTakeAll),
        Aggregate = new AggregateRule(MoreThanHalf, AggregateBase.AllUnits, TieRule.Fails),
        Assumed = [RuleField.BallotKept, RuleField.UnitBase, RuleField.UnitNoBallots, RuleField.AggregateTie],
    };

    private static RuleSet SagAftraStrikeAuthorization() => new()
    {
        Name = "sag_aftra_strike_auth",
        Source = "http://standincentral.com/2017/06/28/strike-authorization-mean-stand-ins/",
        Roll = RollRule.AffectedGoodStanding,
        BallotKept = BallotKept.Last,
        Aggregate = new AggregateRule(RequiredShare.AtLeast(3, 4), AggregateBase.Valid, null),
        Assumed = [RuleField.BallotKept, RuleField.AggregateBase],
    };

    private static RuleSet Wga() => new()
    {
        Name = "wga",
        Source = "https://www.hollywoodreporter.com/news/ballot-volume-delays-wga-strike-153023",
        Roll = RollRule.CurrentMembers,
        BallotKept = BallotKept.Last,
        Aggregate = PooledMajority,
        Assumed = [RuleField.BallotKept, RuleField.AggregateBase, RuleField.AggregateTie],
    };

    // The source names the article that resolves ties, not what it says. "Two thirds No needed to reject" is Yes above one
    // third; that exactly two thirds No are enough is the plain meaning of the words, and assumed.
    private static RuleSet TeamstersBefore2021() => new()
    {
        Name = "teamsters_pre_2021",
        Source = "https://www.browncafe.com/community/threads/changes-to-the-2-3-rule-to-be-voted-on.389473/latest",
        Roll = RollRule.GoodStanding,
        BallotKept = BallotKept.Last,
        Aggregate = PooledMajority,
        Turnout = new TurnoutRule(RequiredShare.AtLeast(1, 2),
            new AggregateRule(RequiredShare.MoreThan(1, 3), AggregateBase.Valid, TieRule.Fails)),
        Assumed = [RuleField.Roll, RuleField.BallotKept, RuleField.AggregateBase, RuleField.AggregateTie, RuleField.TurnoutBelowTie],
    };

    private static RuleSet UawMaster() => new()
    {
        Name = "uaw_master",
        Source = "https://www.detroitnews.com/story/business/autos/2015/11/19/uaw-skilled-trades-workers-lack-veto-power/76084452/",
        Roll = RollRule.GoodStanding,
        BallotKept = BallotKept.Last,
        Aggregate = PooledMajority,
        Flagged = ["skilled trades"],
        Assumed = [RuleField.Roll, RuleField.BallotKept, RuleField.AggregateBase, RuleField.AggregateTie],
    };

    private static RuleSet Ufcw() => new()
    {
        Name = "ufcw",
        Source = "https://labornotes.org/2018/10/getting-fair-contract-vote",
        Roll = RollRule.GoodStanding,
        BallotKept = BallotKept.Last,
        Aggregate = PooledMajority,
        Rejection = RejectionRule.BoardMaySign,
        Assumed = [RuleField.Roll, RuleField.BallotKept, RuleField.AggregateBase, RuleField.AggregateTie],
    };

    // Each union votes by its own rules, which the source does not give: a majority is assumed.
    private static RuleSet Bccfu() => new()
    {
        Name = "bccfu",
        Source = "https://teamsters155.org/sticky-item/2021-2024-master-agreement-ratification-vote",
        Roll = RollRule.GoodStanding,
        BallotKept = BallotKept.Last,
        Units = new UnitRule(MoreThanHalf, BallotBase.Valid, TieRule.Fails, NoBallotsRule.CountsNo, UnitWeight.One, Allocation.WinnerTakeAll),
        Aggregate = new AggregateRule(MoreThanHalf, AggregateBase.AllUnits, TieRule.Fails),
        Assumed = [RuleField.Roll, RuleField.BallotKept, RuleField.UnitShare, RuleField.UnitBase, RuleField.UnitTie, RuleField.UnitNoBallots, RuleField.AggregateTie],
    };

    private static RuleSet OntarioStrike() => new()
    {
        Name = "ontario_strike",
        Source = "https://www.brucebargaining.ca/must_there_be_a_strike_vote_before_a_strike_can_take_place",
        Roll = RollRule.AllEmployees,
        BallotKept = BallotKept.Last,
        Aggregate = PooledMajority,
        Assumed = [RuleField.BallotKept, RuleField.AggregateBase],
    };

    private static RuleSet UnitedKingdomFrom2017() => new()
    {
        Name = "uk_2017_2026",
        Source = "https://www.mills-reeve.com/publications/employment-rights-act-2025-provisions-commencing-on-17-february",
        Roll = RollRule.EntitledToVote,
        BallotKept = BallotKept.Last,
        Aggregate = PooledMajority,
        Turnout = new TurnoutRule(RequiredShare.AtLeast(1, 2), Below: null),
        Additional = new AdditionalShare(RequiredShare.AtLeast(2, 5), BallotBase.Eligible, AdditionalApplies.OnlyIf,
            "the vote is in important public services"),
        Assumed = [RuleField.BallotKept, RuleField.AggregateBase],
    };

    private static RuleSet UnitedKingdomFrom2026() => new()
    {
        Name = "uk_after_2026_02_18",
        Source = "https://www.crosslandsolicitors.com/site/media/employment-rights-act-2025/trade-union-and-industrial-action",
        Roll = RollRule.EntitledToVote,
        BallotKept = BallotKept.Last,
        Aggregate = PooledMajority,
        Turnout = new TurnoutRule(RequiredShare.AtLeast(1, 2), Below: null),
        Assumed = [RuleField.Roll, RuleField.BallotKept, RuleField.AggregateBase],
    };

    // "2/3 majority" in each of the three: exactly two thirds are enough by the plain meaning of the words, and assumed.
    private static RuleSet IatseQuebecMerger() => new()
    {
        Name = "iatse_quebec_merger_2020",
        Source = "https://formations.aqtis514iatse.com/en/voting-what-you-need-to-know/",
        Roll = RollRule.StandingWaived,
        BallotKept = BallotKept.Last,
        Units = new UnitRule(RequiredShare.AtLeast(2, 3), BallotBase.Valid, null, NoBallotsRule.CountsNo, UnitWeight.One, Allocation.WinnerTakeAll),
        UnitsRequired = new UnitsRequired(3, 3),
        Assumed = [RuleField.BallotKept, RuleField.UnitShare, RuleField.UnitBase, RuleField.UnitNoBallots],
    };

    private static AggregateRule PooledMajority => new(MoreThanHalf, AggregateBase.Valid, TieRule.Fails);
}
