using RatifyVote.Domain.Eligibility;
using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Tests.Eligibility;

public class EntitlementTests
{
    private static readonly DateOnly RecordDate = new(2026, 11, 1);
    private static readonly LocalNumber Grips = new(80);
    private static readonly LocalNumber Camera = new(600);

    private static ContestRoll Roll(RollRule rule = RollRule.GoodStanding, string contest = "basic", params LocalNumber[] locals) =>
        new(contest, rule, RecordDate, (locals.Length > 0 ? locals : [Grips, Camera]).ToHashSet());

    private static Membership Member(Standing standing, LocalNumber? local = null) => new(local ?? Grips, new DateOnly(2001, 1, 1), null, standing);

    [Theory]
    [InlineData(Standing.Good, Entitled.Yes, EligibilityReason.InGoodStanding)]
    [InlineData(Standing.DuesOutstanding, Entitled.Provisionally, EligibilityReason.DuesMayStillBeCleared)]
    [InlineData(Standing.Suspended, Entitled.No, EligibilityReason.Suspended)]
    [InlineData(Standing.Withdrawn, Entitled.No, EligibilityReason.Withdrawn)]
    [InlineData(Standing.Unknown, Entitled.No, EligibilityReason.StandingUnknown)]
    public void Standing_on_the_record_date_decides(Standing standing, Entitled entitled, EligibilityReason reason) =>
        Assert.Equal(new Entitlement(entitled, reason), Entitlement.Of(Member(standing), Roll(), waiver: null));

    [Theory]
    [InlineData(Standing.DuesOutstanding, Entitled.Yes)]
    [InlineData(Standing.Suspended, Entitled.Yes)]
    [InlineData(Standing.Withdrawn, Entitled.No)]
    public void A_waiver_replaces_standing_but_not_membership(Standing standing, Entitled entitled) =>
        Assert.Equal(entitled, Entitlement.Of(Member(standing), Roll(), new Waiver("International President", "merger")).Entitled);

    [Fact]
    public void A_waiver_names_who_and_why()
    {
        Assert.Throws<ArgumentException>(() => new Waiver(" ", "merger"));
        Assert.Throws<ArgumentException>(() => new Waiver("President", ""));
    }

    [Fact]
    public void The_local_must_be_covered_and_the_day_within_membership()
    {
        Assert.Equal(EligibilityReason.LocalNotCovered, Entitlement.Of(Member(Standing.Good, new LocalNumber(1)), Roll(), null).Reason);
        Assert.Equal(EligibilityReason.NotYetMember, Entitlement.Of(Member(Standing.Good) with { Since = RecordDate.AddDays(1) }, Roll(), null).Reason);
        Assert.Equal(EligibilityReason.NoLongerMember, Entitlement.Of(Member(Standing.Good) with { Until = RecordDate.AddDays(-1) }, Roll(), null).Reason);
        Assert.Equal(Entitled.Yes, Entitlement.Of(Member(Standing.Good) with { Since = RecordDate, Until = RecordDate }, Roll(), null).Entitled);
    }

    [Fact]
    public void Where_standing_is_not_asked_a_suspended_member_may_vote() =>
        Assert.Equal(EligibilityReason.StandingNotAsked, Entitlement.Of(Member(Standing.Suspended), Roll(RollRule.StandingWaived), null).Reason);

    [Theory]
    [InlineData(Standing.Good, null)]
    [InlineData(Standing.DuesOutstanding, SetAsideReason.DuesNotCleared)]
    [InlineData(Standing.Suspended, SetAsideReason.LostStanding)]
    public void A_provisional_ballot_is_settled_by_status_at_the_deadline(Standing atDeadline, SetAsideReason? why) =>
        Assert.Equal(why, Entitlement.Of(Member(Standing.DuesOutstanding), Roll(), null).Settle(atDeadline));

    [Fact]
    public void A_full_ballot_counts_whatever_happens_after_the_record_date() =>
        Assert.Null(Entitlement.Of(Member(Standing.Good), Roll(), null).Settle(Standing.Suspended));

    [Fact]
    public void A_dual_card_holder_has_one_ballot_per_contest_and_local()
    {
        ContestRoll[] contests = [Roll(contest: "basic"), Roll(contest: "asa", locals: [Camera])];
        Membership[] cards = [Member(Standing.Good, Camera), Member(Standing.DuesOutstanding), Member(Standing.Good, Camera), Member(Standing.Withdrawn, new LocalNumber(700))];
        Assert.Equal(
            [new BallotPlace("asa", Camera), new BallotPlace("basic", Grips), new BallotPlace("basic", Camera)],
            Entitlement.BallotsOf(cards, contests, null));
    }

    [Fact]
    public void Every_reason_has_words_of_its_own()
    {
        Assert.Equal(Enum.GetValues<EligibilityReason>().Length, Enum.GetValues<EligibilityReason>().Select(Entitlement.InWords).Distinct().Count());
        Assert.Equal(Enum.GetValues<SetAsideReason>().Length, Enum.GetValues<SetAsideReason>().Select(Entitlement.InWords).Distinct().Count());
    }
}
