namespace RatifyVote.Domain.Tests;

public class NamesTests
{
    [Theory]
    [InlineData("600", 600)]
    [InlineData("99999", 99_999)]
    public void A_local_is_read_from_plain_digits(string text, int number)
    {
        Assert.True(LocalNumber.TryParse(text, out LocalNumber local));
        Assert.Equal(number, local.Value);
        Assert.Equal(text, local.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0600")]
    [InlineData("+600")]
    [InlineData(" 600")]
    [InlineData("100000")]
    [InlineData("\u0666\u0660\u0660")]
    public void What_is_no_canonical_number_is_no_local(string? text) => Assert.False(LocalNumber.TryParse(text, out _));

    [Fact]
    public void A_unit_is_a_local_or_a_plain_name()
    {
        Assert.Equal(("local-600", "Local 600"), (UnitKey.Of(new LocalNumber(600)).Value, UnitKey.Of(new LocalNumber(600)).Label));
        Assert.True(UnitKey.TryParse("local-600", out UnitKey read));
        Assert.Equal(UnitKey.Of(new LocalNumber(600)), read);
        Assert.True(UnitKey.TryParse("AQTIS", out UnitKey other));
        Assert.Equal(("AQTIS", null), (other.Label, other.Local));
        Assert.True(UnitKey.TryParse("local-0600", out UnitKey odd));
        Assert.Null(odd.Local);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a  b")]
    [InlineData("a\"b")]
    [InlineData("a\u200Bb")]
    [InlineData("a\u202Eb")]
    [InlineData("a\nb")]
    public void A_unit_name_that_does_not_print_plainly_is_refused(string text) => Assert.False(UnitKey.TryParse(text, out _));
}
