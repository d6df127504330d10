namespace RatifyVote.Domain.Tests;

public class PercentageTests
{
    [Theory]
    [InlineData(1, 3, "33.3% of valid ballots")]
    [InlineData(2, 3, "66.7% of valid ballots")]
    [InlineData(1, 2_000, "0.1% of valid ballots")]
    [InlineData(1, 2_001, "0.0% of valid ballots")]
    [InlineData(1_999, 2_000, "100.0% of valid ballots")]
    [InlineData(0, 5, "0.0% of valid ballots")]
    [InlineData(5, 5, "100.0% of valid ballots")]
    [InlineData(0, 0, "no valid ballots")]
    [InlineData(99_999_999_999_999, 100_000_000_000_000, "100.0% of valid ballots")]
    public void A_percentage_is_rounded_half_up_to_one_decimal_and_names_its_base(long part, long whole, string expected) =>
        Assert.Equal(expected, new Percentage(part, whole, PercentageBase.ValidBallots).ToString());

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(3, 2)]
    [InlineData(1, 100_000_000_000_001)]
    public void There_is_no_percentage_of_what_is_no_part(long part, long whole) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Percentage(part, whole, PercentageBase.Units));

    [Fact]
    public void Every_base_has_its_own_words() => Assert.Equal(
        Enum.GetValues<PercentageBase>().Length,
        Enum.GetValues<PercentageBase>().Select(b => new Percentage(1, 2, b).ToString()).Distinct().Count());
}
