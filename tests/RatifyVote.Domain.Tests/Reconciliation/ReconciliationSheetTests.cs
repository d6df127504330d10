using RatifyVote.Domain.Reconciliation;

namespace RatifyVote.Domain.Tests.Reconciliation;

public class ReconciliationSheetTests
{
    private static readonly ReconciliationSheet Balanced = new(
        Members: 100, Spares: 5, Credentials: 105, SparesUsed: 2, Removed: 3, Eligible: 99,
        Received: 80, Superseded: 7, Void: 1, SetAside: 2, Counted: 70, Blank: 4, Yes: 36, No: 30);

    [Fact]
    public void A_balanced_sheet_has_no_violation()
    {
        Assert.Empty(Balanced.Violations());
        Assert.Equal((73, 32, 3, 7), (Balanced.Used, Balanced.Unused, Balanced.Neutral, Balanced.BlankInResult));
    }

    [Theory]
    [InlineData(SheetEquation.CredentialsAreMembersAndSpares)]
    [InlineData(SheetEquation.SparesUsedAreSpares)]
    [InlineData(SheetEquation.RemovedAreMembers)]
    [InlineData(SheetEquation.EligibleIsMembersLessRemovedPlusSparesUsed)]
    [InlineData(SheetEquation.ReceivedIsSupersededVoidSetAsideAndCounted)]
    [InlineData(SheetEquation.CountedIsYesNoAndBlank)]
    [InlineData(SheetEquation.CountedIsWithinEligible)]
    [InlineData(SheetEquation.UsedIsWithinMembersAndSparesUsed)]
    [InlineData(SheetEquation.NothingBelowZero)]
    public void A_sheet_that_breaks_one_equation_names_that_one_alone(SheetEquation broken)
    {
        ReconciliationSheet sheet = broken switch
        {
            SheetEquation.CredentialsAreMembersAndSpares => Balanced with { Credentials = 106 },
            SheetEquation.SparesUsedAreSpares => Balanced with { SparesUsed = 6, Eligible = 103 },
            SheetEquation.RemovedAreMembers => Balanced with { Members = 2, Credentials = 7, Eligible = 1, Received = 8, SetAside = 0, Void = 0, Counted = 1, Blank = 0, Yes = 1, No = 0 },
            SheetEquation.EligibleIsMembersLessRemovedPlusSparesUsed => Balanced with { Eligible = 100 },
            SheetEquation.ReceivedIsSupersededVoidSetAsideAndCounted => Balanced with { Received = 81 },
            SheetEquation.CountedIsYesNoAndBlank => Balanced with { Blank = 5 },
            SheetEquation.CountedIsWithinEligible => Balanced with { Removed = 40, Eligible = 62 },
            SheetEquation.UsedIsWithinMembersAndSparesUsed => Balanced with { SetAside = 32, Received = 110 },
            SheetEquation.NothingBelowZero => Balanced with { Superseded = -1, Received = 72 },
        };
        Assert.Equal([broken], sheet.Violations().Select(v => v.Equation));
        Assert.StartsWith(ReconciliationSheet.InWords(broken), sheet.Violations()[0].InWords());
    }

    [Fact]
    public void Sheets_of_units_add_up_to_the_sheet_of_the_contest()
    {
        ReconciliationSheet sum = ReconciliationSheet.SumOf([Balanced, Balanced, Balanced]);
        Assert.Empty(sum.Violations());
        Assert.Equal((300, 210, 108, 90, 12), (sum.Members, sum.Counted, sum.Yes, sum.No, sum.Blank));
    }
}
