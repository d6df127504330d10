using FsCheck;
using FsCheck.Fluent;
using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Tests.Rules;

public class RequiredShareTests
{
    [Theory]
    [InlineData(750, true)]
    [InlineData(749, false)]
    public void Of_1000_ballots_750_reach_three_quarters_and_749_do_not(long yes, bool met) =>
        Assert.Equal(met, RequiredShare.AtLeast(3, 4).IsMetBy(yes, 1_000));

    [Theory]
    [InlineData(385, 193)]
    [InlineData(444, 223)]
    [InlineData(197, 99)]
    [InlineData(0, 1)]
    public void More_than_half_needs_the_published_number_of_delegates(long total, long needed) =>
        Assert.Equal(needed, RequiredShare.MoreThan(1, 2).FewestOf(total, tieCarries: false));

    [Fact]
    public void Of_nothing_no_share_is_met()
    {
        Assert.False(RequiredShare.MoreThan(1, 2).IsMetBy(0, 0));
        Assert.False(RequiredShare.AtLeast(1, 2).IsMetBy(0, 0));
        Assert.False(RequiredShare.AtLeast(1, 2).IsExactlyReachedBy(0, 0));
    }

    [Fact]
    public void The_largest_counts_do_not_overflow()
    {
        const long Everybody = 100_000_000_000_000;
        Assert.True(RequiredShare.AtLeast(9_999, 10_000).IsMetBy(Everybody, Everybody));
        Assert.False(RequiredShare.MoreThan(1, 2).IsMetBy(Everybody / 2, Everybody));
        Assert.Throws<OverflowException>(() => RequiredShare.AtLeast(9_999, 10_000).IsMetBy(long.MaxValue / 2, long.MaxValue));
    }

    [Theory]
    [InlineData(0, 2, false)]
    [InlineData(2, 4, false)]
    [InlineData(3, 2, false)]
    [InlineData(1, 1, true)]
    [InlineData(1, 10_001, false)]
    [InlineData(-1, 2, false)]
    public void A_fraction_that_is_no_share_is_refused(int numerator, int denominator, bool mustExceed) =>
        Assert.False(RequiredShare.TryCreate(numerator, denominator, mustExceed, out _));

    [Theory]
    [InlineData(1, 2, true, "more than half")]
    [InlineData(3, 4, false, "at least 75%")]
    [InlineData(2, 3, false, "at least two thirds")]
    [InlineData(2, 5, false, "at least 40%")]
    [InlineData(5, 7, true, "more than 5/7")]
    public void A_share_is_told_in_words(int numerator, int denominator, bool mustExceed, string words)
    {
        Assert.True(RequiredShare.TryCreate(numerator, denominator, mustExceed, out RequiredShare? share));
        Assert.Equal(words, share!.InWords());
    }

    [Fact]
    public void The_fewest_needed_are_enough_and_one_less_is_not()
    {
        Arbitrary<(int, int, int, bool)> shares = (
            from denominator in Gen.Choose(2, 12)
            from numerator in Gen.Choose(1, denominator - 1)
            from total in Gen.Choose(1, 5_000)
            from exceed in Gen.Elements(true, false)
            select (numerator, denominator, total, exceed)).ToArbitrary();
        Prop.ForAll(shares, given =>
        {
            (int numerator, int denominator, int total, bool exceed) = given;
            if (!RequiredShare.TryCreate(numerator, denominator, exceed, out RequiredShare? share)) return true;
            long fewest = share!.FewestOf(total, tieCarries: false);
            bool tied = share.IsMetBy(share.FewestOf(total, tieCarries: true), total) || share.IsExactlyReachedBy(share.FewestOf(total, tieCarries: true), total);
            return share.IsMetBy(fewest, total) && !share.IsMetBy(fewest - 1, total) && tied;
        }).QuickCheckThrowOnFailure();
    }
}
