using RatifyVote.Domain.Votes;

namespace RatifyVote.Domain.Tests.Votes;

public class VotePhaseTests
{
    private static readonly VotePhase[] Road =
    [
        VotePhase.Draft, VotePhase.Sealed, VotePhase.Scheduled, VotePhase.Open, VotePhase.Closing, VotePhase.Canvass,
        VotePhase.BallotsEnded, VotePhase.SignedOff, VotePhase.KeyDestroyed, VotePhase.Tallied, VotePhase.UnderReview,
        VotePhase.Certified, VotePhase.Published,
    ];

    [Fact]
    public void A_vote_goes_the_whole_road_in_this_order() =>
        Assert.Equal(VotePhase.Published, Road.Aggregate((phase, next) => phase.Become(next)));

    [Fact]
    public void Every_other_move_but_void_and_protest_throws()
    {
        foreach (VotePhase from in Enum.GetValues<VotePhase>())
        {
            foreach (VotePhase to in Enum.GetValues<VotePhase>())
            {
                int at = Array.IndexOf(Road, from);
                bool next = at >= 0 && at + 1 < Road.Length && Road[at + 1] == to;
                bool voided = to is VotePhase.Void && from is not (VotePhase.Draft or VotePhase.Published or VotePhase.Void);
                bool protest = (from, to) is (VotePhase.Certified, VotePhase.Protested) or (VotePhase.Protested, VotePhase.Certified);
                Assert.Equal(next || voided || protest, from.CanBecome(to));
                if (!from.CanBecome(to)) Assert.Equal(from, Assert.Throws<PhaseException>(() => from.Become(to)).Phase);
            }
        }
    }

    [Fact]
    public void Ballots_are_handed_out_and_cast_only_while_open() => Assert.All(Enum.GetValues<VotePhase>(), phase =>
    {
        Assert.Equal(phase is VotePhase.Open, phase.Permits(VoteAction.CastBallots));
        Assert.Equal(phase is VotePhase.Open, phase.Permits(VoteAction.HandOutCredentials));
    });

    [Fact]
    public void Nothing_is_decrypted_before_the_key_is_destroyed() => Assert.All(Enum.GetValues<VotePhase>(), phase =>
        Assert.Equal(phase is VotePhase.KeyDestroyed, phase.Permits(VoteAction.Decrypt)));

    [Fact]
    public void The_key_is_destroyed_after_the_sign_off_or_with_a_void_vote() => Assert.Equal(
        [VotePhase.SignedOff, VotePhase.Void],
        Enum.GetValues<VotePhase>().Where(p => p.Permits(VoteAction.DestroyKey)));

    [Fact]
    public void The_schedule_moves_only_before_the_close() => Assert.Equal(
        [VotePhase.Sealed, VotePhase.Scheduled, VotePhase.Open],
        Enum.GetValues<VotePhase>().Where(p => p.Permits(VoteAction.ChangeSchedule)));

    [Fact]
    public void Terms_change_only_in_a_draft()
    {
        VotePhase.Draft.Require(VoteAction.EditTerms);
        Assert.All(Enum.GetValues<VotePhase>().Where(p => p is not VotePhase.Draft),
            phase => Assert.Throws<PhaseException>(() => phase.Require(VoteAction.EditTerms)));
    }

    [Fact]
    public void Every_phase_has_words_of_its_own() => Assert.Equal(
        Enum.GetValues<VotePhase>().Length, Enum.GetValues<VotePhase>().Select(p => p.InWords()).Distinct().Count());

    [Fact]
    public void A_vote_has_closed_when_it_has_opened_and_takes_no_ballots_any_more()
    {
        Assert.False(VotePhase.Open.HasClosed());
        Assert.True(VotePhase.Closing.HasClosed());
        Assert.True(VotePhase.Published.HasClosed());
        Assert.False(VotePhase.Void.HasClosed());
        Assert.False(VotePhase.Scheduled.HasOpened());
    }
}
