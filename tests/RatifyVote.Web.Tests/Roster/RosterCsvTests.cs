using System.Text;
using RatifyVote.Domain.Rosters;
using RatifyVote.Web.Roster.Importing;

namespace RatifyVote.Web.Tests.Roster;

public class RosterCsvTests
{
    private const string Heading = "card,name,email,local,standing,born\n";
    private const string Line = "A-1,Ann,ann@example.org,80,good,1984-03-21\n";

    private static Task<RosterFile> ReadAsync(string text) => RosterCsv.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), default);

    private static async Task<RosterFile.Unreadable> UnreadableAsync(string text) => Assert.IsType<RosterFile.Unreadable>(await ReadAsync(text));

    [Theory]
    [InlineData("card,name,email,local,standing,born\n", "A-1,Ann,ann@example.org,80,good,1984-03-21\n")]
    [InlineData("\uFEFF\"Card\";\"Name\";\"Email\";\"Local\";\"Standing\";\"Born\"\r\n", "A-1;Ann;ann@example.org;80;good;1984-03-21\r\n")]
    [InlineData("born\tstanding\tlocal\temail\tname\tcard\n", "1984-03-21\tgood\t80\tann@example.org\tAnn\tA-1")]
    public async Task Spreadsheets_of_every_country_are_read(string heading, string line)
    {
        RosterFile.Read read = Assert.IsType<RosterFile.Read>(await ReadAsync(heading + line));
        Assert.Equal([new RosterLine("A-1", "Ann", "ann@example.org", "80", "good", "1984-03-21")], read.Lines);
        Assert.Equal([2], read.Rows);
    }

    [Fact]
    public async Task A_column_that_would_have_no_effect_is_refused() =>
        Assert.Equal(new RosterFile.Unreadable(UploadProblem.ColumnUnknown, "weight"), await UnreadableAsync("card,name,email,local,standing,born,weight\n" + Line));

    [Fact]
    public async Task A_missing_column_is_named() =>
        Assert.Equal(new RosterFile.Unreadable(UploadProblem.ColumnMissing, "born"), await UnreadableAsync("card,name,email,local,standing\n" + Line));

    [Fact]
    public async Task A_column_named_twice_is_refused() =>
        Assert.Equal(new RosterFile.Unreadable(UploadProblem.ColumnTwice, "email"), await UnreadableAsync("card,name,email,local,standing,born,email\n" + Line));

    [Theory]
    [InlineData("", UploadProblem.NoHeading)]
    [InlineData("\n\n", UploadProblem.NoHeading)]
    [InlineData(Heading, UploadProblem.NoLines)]
    public async Task An_empty_file_is_no_roster(string text, object why) => Assert.Equal((UploadProblem)why, (await UnreadableAsync(text)).Why);

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_refused() => Assert.Equal(
        new RosterFile.Unreadable(UploadProblem.NotUtf8, ""), await RosterCsv.ReadAsync(new MemoryStream(Encoding.Latin1.GetBytes(Heading + Line.Replace("Ann", "José"))), default));

    [Fact]
    public async Task A_quotation_mark_that_never_closes_does_not_swallow_the_file()
    {
        string text = Heading + "A-1,\"Ann,ann@example.org,80,good,1984-03-21\n" + string.Concat(Enumerable.Repeat(Line, 100));
        Assert.True(await ReadAsync(text) is RosterFile.Unreadable { Why: UploadProblem.CellTooLong } or RosterFile.Read { Broken.Count: > 0 });
    }

    [Fact]
    public async Task Quoted_commas_belong_to_the_cell()
    {
        RosterFile.Read read = Assert.IsType<RosterFile.Read>(await ReadAsync(Heading + "A-1,\"Neil, \"\"Ann\"\"\",ann@example.org,80,good,\n"));
        Assert.Equal("Neil, \"Ann\"", read.Lines.Single().Name);
        Assert.Empty(read.Broken);
    }
}
