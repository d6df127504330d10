using RatifyVote.Domain.Outcomes;
using RatifyVote.Domain.Tables;

namespace RatifyVote.Domain.Tests.Tables;

public class CountsCsvTests
{
    [Fact]
    public void The_2021_table_is_read_whole()
    {
        IReadOnlyList<UnitCounts> table = Data.Contest2021();
        Assert.Equal(13, table.Count);
        Assert.Equal(
            new UnitCounts { Unit = UnitKey.Of(new LocalNumber(80)), Name = "Motion Picture Studio Grips", Eligible = 3_188, Delegates = 33, Yes = 1_048, No = 1_302, Blank = 9 },
            table[1]);
    }

    [Theory]
    [InlineData("local,yes,no\n1,2,3\n")]
    [InlineData("local,yes,no\r\n1,2,3\r\n\r\n")]
    [InlineData("\uFEFFlocal,yes,no\n1,2,3")]
    [InlineData("\"local\",\"yes\",\"no\"\n\"1\",\"2\",\"3\"")]
    [InlineData("no,local,yes\n3,1,2")]
    public void Line_ends_quotes_and_order_of_columns_do_not_matter(string text)
    {
        Assert.True(CountsCsv.TryParse(text, out IReadOnlyList<UnitCounts> units, out _));
        Assert.Equal([new UnitCounts { Unit = UnitKey.Of(new LocalNumber(1)), Yes = 2, No = 3 }], units);
    }

    [Fact]
    public void Quoted_cells_hold_commas_quotation_marks_and_line_ends()
    {
        Assert.True(CsvText.TryParse("a,b\n\"x,\"\"y\"\"\nz\",\"\"\n1,2", out IReadOnlyList<CsvText.Row> rows, out _));
        Assert.Equal(["x,\"y\"\nz", ""], rows[1].Cells);
        Assert.Equal(4, rows[2].Line);
    }

    [Fact]
    public void An_empty_cell_is_not_known_and_never_zero()
    {
        Assert.True(CountsCsv.TryParse("local,yes,no,blank,eligible,delegates\n1,2,3,,,\n", out IReadOnlyList<UnitCounts> units, out _));
        Assert.Equal((null, null, null), (units[0].Blank, units[0].Eligible, units[0].Delegates));
    }

    [Theory]
    [InlineData("", CsvFault.NoHeading, 1, null)]
    [InlineData("\n\n", CsvFault.NoHeading, 1, null)]
    [InlineData("local,yes,no\n1,2", CsvFault.WrongNumberOfCells, 2, null)]
    [InlineData("local,yes,no\n1,2,3\n\n4,5,6", CsvFault.WrongNumberOfCells, 3, null)]
    [InlineData("local,yes,no\n1,\"2,3", CsvFault.QuoteNotClosed, 2, null)]
    [InlineData("local,yes,no\n1,2\"2,3", CsvFault.QuoteInsideCell, 2, null)]
    [InlineData("local,yes,no\n1,\"2\"2,3", CsvFault.TextAfterQuote, 2, null)]
    [InlineData("local,yes\n1,2", CsvFault.HeadingMissing, 1, "no")]
    [InlineData("local,yes,no,delegate\n1,2,3,4", CsvFault.HeadingUnknown, 1, "delegate")]
    [InlineData("local,yes,no,no\n1,2,3,3", CsvFault.HeadingRepeated, 1, "no")]
    [InlineData("local,yes,no\n1,,3", CsvFault.CellMissing, 2, "yes")]
    [InlineData("local,yes,no\n,2,3", CsvFault.CellMissing, 2, "local")]
    [InlineData("local,yes,no\n1,-2,3", CsvFault.CellNotCount, 2, "yes")]
    [InlineData("local,yes,no\n1,\"1,048\",3", CsvFault.CellNotCount, 2, "yes")]
    [InlineData("local,yes,no\n1,1e3,3", CsvFault.CellNotCount, 2, "yes")]
    [InlineData("local,yes,no\n1,2,9999999999", CsvFault.CellNotCount, 2, "no")]
    [InlineData("local,yes,no\n1,2,99999999999999999999", CsvFault.CellNotCount, 2, "no")]
    [InlineData("local,yes,no\n\"a\u200B\",2,3", CsvFault.CellNotPlain, 2, "local")]
    public void A_table_with_one_fault_is_refused_for_it(string text, CsvFault fault, int line, string? column)
    {
        Assert.False(CountsCsv.TryParse(text, out _, out IReadOnlyList<CsvProblem> problems));
        Assert.Contains(new CsvProblem(fault, line, column), problems);
        Assert.All(problems, p => Assert.NotEmpty(p.InWords()));
    }
}
