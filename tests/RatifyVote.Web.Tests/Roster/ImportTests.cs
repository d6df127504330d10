using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Domain.Rosters;
using RatifyVote.Web.Audit.Storage;
using RatifyVote.Web.Notifications.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Roster.Importing;
using RatifyVote.Web.Roster.Storage;
using RatifyVote.Web.Tests.Databases;
using static RatifyVote.Web.Tests.Roster.RollOffice;

namespace RatifyVote.Web.Tests.Roster;

public class ImportTests
{
    [Theory, OnBothDatabases]
    public async Task A_clean_file_is_previewed_and_then_applied_whole(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        Guid import = Assert.IsType<UploadOutcome.Staged>(await office.UploadAsync(Heading + Ann + Ann.Replace(",80,", ",44,") + Bob)).Import;
        await using (RatifyVoteDb before = office.Db())
        {
            Assert.False(await before.Set<MemberRow>().AnyAsync());
        }

        ImportPlan plan = await office.PreviewAsync(import);
        Assert.Equal(new ImportCounts(3, 2, 0, 0, 0), plan.Counts);
        Assert.IsType<ApplyOutcome.Applied>(await office.ApplyAsync(import, plan.Hash));

        await using RatifyVoteDb db = office.Db();
        MemberRow ann = await db.Set<MemberRow>().Include(row => row.Memberships).ThenInclude(row => row.Standings).SingleAsync(row => row.CardNumber == "A-1001");
        Assert.Equal(("Ann O'Neil", "ann@example.org", 2), (ann.Name, ann.Email, ann.Memberships.Count));
        Assert.All(ann.Memberships, membership => Assert.Equal((new DateOnly(2015, 5, 1), Standing.Good), (membership.Since, membership.Standings.Single().Standing)));
        Assert.True(office.Secrets.Matches(ann.Secret, "A-1001", new(1984, 3, 21)));
        Assert.False(office.Secrets.Matches(ann.Secret, "A-1001", new(1984, 3, 22)));
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.Name == nameof(RosterImported)));
        Assert.False(await db.Set<StagedImportRow>().AnyAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Applying_twice_is_applying_once(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        Guid import = Assert.IsType<UploadOutcome.Staged>(await office.UploadAsync(Heading + Ann + Bob)).Import;
        string plan = (await office.PreviewAsync(import)).Hash;
        ApplyOutcome[] outcomes = await Task.WhenAll(office.ApplyAsync(import, plan), office.ApplyAsync(import, plan), office.ApplyAsync(import, plan));
        Assert.All(outcomes, outcome => Assert.Equal(new ImportCounts(2, 2, 0, 0, 0), Assert.IsType<ApplyOutcome.Applied>(outcome).Counts));
        await using RatifyVoteDb db = office.Db();
        Assert.Equal(2, await db.Set<MemberRow>().CountAsync());
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.Name == nameof(RosterImported)));
    }

    [Theory, OnBothDatabases]
    public async Task The_same_file_again_or_in_another_order_changes_nothing_and_has_the_same_hash(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        Assert.Equal(2, (await office.ImportAsync(Heading + Ann + Bob)).MembersAdded);
        Guid again = Assert.IsType<UploadOutcome.Staged>(await office.UploadAsync(Heading + Ann + Bob)).Import;
        Guid reordered = Assert.IsType<UploadOutcome.Staged>(await office.UploadAsync("email,card,standing,local,name,born,since\r\n"
            + "jose@example.org,A-1002,dues-outstanding,44,José García,1990-12-31,2020-01-01\r\nann@example.org,A-1001,good,80,Ann O'Neil,1984-03-21,2015-05-01\r\n")).Import;
        ImportPlan plan = await office.PreviewAsync(again);
        Assert.Equal(new ImportCounts(2, 0, 0, 0, 2), plan.Counts);
        Assert.Equal(plan.Hash, (await office.PreviewAsync(reordered)).Hash);
        await office.ApplyAsync(reordered, plan.Hash);
        await using RatifyVoteDb db = office.Db();
        Assert.Equal(2, await db.Set<StandingRow>().CountAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_change_is_shown_before_and_after_and_the_old_mailbox_is_told(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        await office.ImportAsync(Heading + Ann + Bob);
        office.Clock.Advance(TimeSpan.FromDays(10));
        Guid import = Assert.IsType<UploadOutcome.Staged>(await office.UploadAsync(
            Heading + "A-1001,Ann Neil,ann@new.example.org,80,suspended,1984-03-22,\n" + Bob)).Import;
        ImportPlan plan = await office.PreviewAsync(import);
        Assert.Equal(
            [
                new(ChangedField.Name, "Ann O'Neil", "Ann Neil"), new(ChangedField.Email, "ann@example.org", "ann@new.example.org"),
                new(ChangedField.DateOfBirth, "", ""), new(ChangedField.Standing, "good", "suspended"),
            ],
            plan.Lines.Single(line => line.Effect is LineEffect.Changed).Changes);
        await office.ApplyAsync(import, plan.Hash);

        await using RatifyVoteDb db = office.Db();
        OutboxRow mail = await db.Set<OutboxRow>().SingleAsync();
        Assert.Equal("ann@example.org", mail.Address);
        Assert.DoesNotContain("new.example.org", mail.Body, StringComparison.Ordinal);
        // The earlier record date keeps its standing.
        Rosters rosters = new(db);
        Guid ann = (await rosters.MemberByCardAsync("A-1001", default))!.Id;
        Assert.Equal(Standing.Good, (await rosters.StandingsAsync(new(80), [ann], new(2026, 3, 11), default))[ann]);
        Assert.Equal(Standing.Suspended, (await rosters.StandingsAsync(new(80), [ann], new(2026, 3, 12), default))[ann]);
        Assert.Contains(ann.ToString(), (await db.Set<AuditRow>().OrderBy(row => row.Height).LastAsync(row => row.Name == nameof(RosterImported))).Body, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task What_was_previewed_is_what_is_done_or_nothing_is(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        Guid first = Assert.IsType<UploadOutcome.Staged>(await office.UploadAsync(Heading + Ann)).Import;
        string stale = (await office.PreviewAsync(first)).Hash;
        await office.ImportAsync(Heading + Ann.Replace("good", "suspended"));
        Assert.IsType<ApplyOutcome.LookAgain>(await office.ApplyAsync(first, stale));
        Assert.IsType<ApplyOutcome.LookAgain>(await office.ApplyAsync(first, ""));
        Assert.IsType<ApplyOutcome.Applied>(await office.ApplyAsync(first, (await office.PreviewAsync(first)).Hash));
    }

    [Theory, OnBothDatabases]
    public async Task An_upload_is_its_owners_and_lasts_an_hour(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        Guid import = Assert.IsType<UploadOutcome.Staged>(await office.UploadAsync(Heading + Ann)).Import;
        string plan = (await office.PreviewAsync(import)).Hash;
        Assert.IsType<ApplyOutcome.Gone>(await office.ApplyAsync(import, plan, by: Guid.NewGuid()));
        office.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.IsType<ApplyOutcome.Gone>(await office.ApplyAsync(import, plan));
        await using RatifyVoteDb db = office.Db();
        Assert.False(await db.Set<MemberRow>().AnyAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Every_bad_line_is_named_at_once_and_nothing_is_kept(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        UploadOutcome.Refused refused = Assert.IsType<UploadOutcome.Refused>(await office.UploadAsync(Heading + Ann
            + "A-1003,=HYPERLINK(1),x@example.org,80,good,,\n"
            + "A-1004,Neil,nowhere,81,good,,\n"
            + "A-1005,Neil\n"
            + "\n"
            + "A-1006,\"Ne\"il,y@example.org,80,good,,\n"
            + Ann
            + "A-1007,\u0410nn Neil,z@example.org,80,good,,\n"
            + "A-1OO1,Max Neil,m@example.org,80,good,,\n"));
        Assert.Equal(
            [
                new(3, RosterLineProblem.FormulaLeadingCell), new(4, RosterLineProblem.EmailBad), new(4, RosterLineProblem.LocalUnknown),
                new(5, RosterLineProblem.WrongNumberOfCells), new(7, RosterLineProblem.QuotesBad), new(8, RosterLineProblem.MembershipRepeated, 2),
                new(9, RosterLineProblem.NameMixesAlphabets), new LineFinding(10, RosterLineProblem.CardNumberLooksLikeAnother, 2),
            ],
            refused.Findings);
        await using RatifyVoteDb db = office.Db();
        Assert.False(await db.Set<StagedImportRow>().AnyAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_line_that_passes_for_a_member_the_file_does_not_name_is_refused(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        await office.ImportAsync(Heading + Ann);
        Assert.Equal([RosterLineProblem.EmailOfAnotherMember], Problems(await office.UploadAsync(Heading + "B-1,Max Neil,ann@example.org,44,good,,\n")));
        Assert.Equal([RosterLineProblem.EmailLooksLikeAnother], Problems(await office.UploadAsync(Heading + "B-1,Max Neil,ann@examp1e.org,44,good,,\n")));
        Assert.Equal([RosterLineProblem.CardNumberLooksLikeAnother], Problems(await office.UploadAsync(Heading + "A-1OO1,Max Neil,max@example.org,44,good,,\n")));
        Assert.Equal([RosterLineProblem.MemberLooksLikeAnother], Problems(await office.UploadAsync(Heading + "B-1,Ann  O’Neil,max@example.org,44,good,1984-03-21,\n".Replace("  ", " "))));
        Assert.IsType<UploadOutcome.Staged>(await office.UploadAsync(Heading + "B-1,Ann O'Neil,max@example.org,44,good,1984-03-22,\n"));
    }

    [Theory, OnBothDatabases]
    public async Task Addresses_swapped_between_two_members_of_one_file_are_no_collision(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        await office.ImportAsync(Heading + Ann + Bob);
        ImportCounts counts = await office.ImportAsync(Heading + Ann.Replace("ann@", "jose@") + Bob.Replace("jose@", "ann@"));
        Assert.Equal(2, counts.Changed);
    }

    [Theory, OnBothDatabases]
    public async Task An_officer_of_one_local_imports_that_local_only(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        Assert.Equal([RosterLineProblem.LocalNotYours], Problems(await office.UploadAsync(Heading + Ann + Bob, Only(44))));
        Assert.Equal(1, (await office.ImportAsync(Heading + Bob, Only(44))).MembersAdded);
        // A role withdrawn between preview and application counts.
        Guid import = Assert.IsType<UploadOutcome.Staged>(await office.UploadAsync(Heading + Ann, Only(80))).Import;
        string plan = (await office.PreviewAsync(import, Only(80))).Hash;
        Assert.IsType<ApplyOutcome.LookAgain>(await office.ApplyAsync(import, plan, Only(44)));
    }

    [Theory, OnBothDatabases]
    public async Task An_officer_of_one_local_gives_a_dual_card_but_cannot_change_the_person(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        await office.ImportAsync(Heading + Ann);
        foreach (string line in new[] { Ann.Replace("ann@example.org", "thief@example.org"), Ann.Replace("1984-03-21", "1984-03-22"), Ann.Replace("O'Neil", "Neil") })
        {
            Assert.Equal([RosterLineProblem.DetailsOfMemberElsewhere], Problems(await office.UploadAsync(Heading + line.Replace(",80,", ",44,"), Only(44))));
        }

        Assert.Equal(1, (await office.ImportAsync(Heading + Ann.Replace(",80,", ",44,"), Only(44))).MembershipsAdded);
        Assert.Equal([RosterLineProblem.DetailsOfMemberElsewhere], Problems(await office.UploadAsync(Heading + Ann.Replace("ann@", "thief@").Replace(",80,", ",44,"), Only(44))));
        Assert.Equal(2, (await office.ImportAsync(Heading + Ann.Replace("ann@", "anna@") + Ann.Replace("ann@", "anna@").Replace(",80,", ",44,"))).Changed);
    }

    [Theory, OnBothDatabases]
    public async Task Empty_cells_take_nothing_away(DatabaseProvider provider)
    {
        await using RollOffice office = await OpenAsync(provider);
        await office.ImportAsync(Heading + Ann);
        Assert.Equal(1, (await office.ImportAsync("card,name,email,local,standing,born\nA-1001,Ann O'Neil,ann@example.org,80,good,\n")).Unchanged);
        Assert.Equal(1, (await office.ImportAsync("card,name,email,local,standing,born,until\nA-1001,Ann O'Neil,ann@example.org,80,good,,2026-02-28\n")).Changed);
        await using RatifyVoteDb db = office.Db();
        Assert.Equal(0, await new Rosters(db).CountAsync(new LocalNumber(80), new(2026, 3, 1), default));
    }

    [Fact]
    public async Task The_stored_upload_tells_nothing_to_who_reads_the_database()
    {
        await using RollOffice office = await OpenAsync(DatabaseProvider.Sqlite);
        await office.UploadAsync(Heading + Ann);
        await using RatifyVoteDb db = office.Db();
        string box = System.Text.Encoding.Latin1.GetString((await db.Set<StagedImportRow>().SingleAsync()).Box);
        Assert.DoesNotContain("Neil", box, StringComparison.Ordinal);
        Assert.DoesNotContain("1984", box, StringComparison.Ordinal);
    }

    private static IEnumerable<RosterLineProblem> Problems(UploadOutcome outcome) => Assert.IsType<UploadOutcome.Refused>(outcome).Findings.Select(finding => finding.Problem);
}
