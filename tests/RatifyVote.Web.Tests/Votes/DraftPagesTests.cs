using System.Net;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Tests.Votes;

/// <summary>The officer's forms, as a browser without script posts them.</summary>
public class DraftPagesTests
{
    [Fact]
    public async Task A_delegate_table_is_shown_before_it_is_taken_and_a_wrong_one_cannot_be_taken()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        await using VoteSite site = new(world);
        HttpClient ann = site.ClientOf(Visitor.Officer(world.Ann));
        string page = $"/votes/{vote}/prepare/contests/basic/delegates";

        string wrong = await (await ann.SubmitAsync(page, "table", ("Form.Name", "2021"), ("Form.Source", "book"), ("Form.Csv", "local,delegates\n80,none\n"))).Content.ReadAsStringAsync();
        Assert.Contains("2 lines cannot be taken", wrong, StringComparison.Ordinal);
        Assert.Contains("Line 2:", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("Take this table", wrong, StringComparison.Ordinal);
        string right = await (await ann.SubmitAsync(page, "table", ("Form.Name", "2021"), ("Form.Source", "book"), ("Form.Csv", "local,delegates\n80,40\n600,90\n"))).Content.ReadAsStringAsync();
        Assert.Contains("Take this table", right, StringComparison.Ordinal);
        Assert.Equal(33, await DelegatesAsync(world, vote, 80));

        HttpResponseMessage taken = await ann.SubmitAsync(page, "table", "take-table",
            [("Form.Name", "2021"), ("Form.Source", "book"), ("Form.Csv", "local,delegates\n80,40\n600,90\n")], [("Taken.Csv", "local,delegates\n80,40\n600,90\n")]);
        Assert.Equal(HttpStatusCode.Found, taken.StatusCode);
        Assert.Equal(40, await DelegatesAsync(world, vote, 80));
    }

    [Fact]
    public async Task Trustees_and_certifiers_are_chosen_among_those_who_hold_the_role()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        List<Account> trustees = [];
        foreach (string name in new[] { "Ada", "Ben", "Cleo" })
        {
            trustees.Add(await world.AddAccountAsync(name));
        }
        Account signer = await world.AddAccountAsync("Dora");
        await world.DoAsync<RatifyVoteDb>(async db =>
        {
            Grants grants = new(db, world.Clock);
            foreach (Account trustee in trustees)
            {
                await grants.AddAsync(trustee.Id, new Grant(Role.Trustee, null), Actor.Console, default);
            }
            await grants.AddAsync(signer.Id, new Grant(Role.Certifier, null), Actor.Console, default);
            await db.SaveChangesAsync();
        });
        await using VoteSite site = new(world);
        HttpClient ann = site.ClientOf(Visitor.Officer(world.Ann));
        string page = $"/votes/{vote}/prepare/people";

        HttpResponseMessage seated = await ann.SubmitAsync(page, "trustees", [.. trustees.Select(t => ("Seats.People", t.Id.ToString())), ("Seats.People", Guid.NewGuid().ToString()), ("Seats.Number", "2")]);
        Assert.Equal(HttpStatusCode.Found, seated.StatusCode);
        HttpResponseMessage refused = await ann.SubmitAsync(page, "trustees", [.. trustees.Select(t => ("Seats.People", t.Id.ToString())), ("Seats.Number", "3")]);
        Assert.Contains("less than all of them", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        HttpResponseMessage chosen = await ann.SubmitAsync(page, "certifiers", ("Signers.People", signer.Id.ToString()), ($"Signers.Offices[{signer.Id}]", "President"), ("Signers.Number", "1"));
        Assert.Equal(HttpStatusCode.Found, chosen.StatusCode);

        await using RatifyVoteDb db = world.Db();
        Assert.Equal(["Ada", "Ben", "Cleo"], await db.Set<VoteTrustee>().Where(t => t.VoteId == vote).OrderBy(t => t.Owner).Select(t => t.Name).ToListAsync());
        Assert.Equal(("Dora", "President"), await db.Set<VoteCertifier>().Where(c => c.VoteId == vote).Select(c => ValueTuple.Create(c.Name, c.Office)).SingleAsync());
    }

    [Fact]
    public async Task A_schedule_is_typed_in_a_zone_and_an_hour_that_does_not_exist_is_refused()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        await using VoteSite site = new(world);
        HttpClient ann = site.ClientOf(Visitor.Officer(world.Ann));
        string page = $"/votes/{vote}/prepare/schedule";

        HttpResponseMessage refused = await ann.SubmitAsync(page, "schedule", ("Form.Zone", "America/New_York"), ("Form.Opens", "2026-03-08T02:30"), ("Form.Closes", "2026-04-04T12:00"));
        Assert.Contains("that hour does not exist", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await ann.SubmitAsync(page, "schedule", ("Form.Zone", "America/New_York"), ("Form.Opens", "2026-04-01T12:00"), ("Form.Closes", "2026-04-04T12:00"));
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 16, 0, 0, TimeSpan.Zero), (await world.VoteAsync(vote)).PlannedOpensAt);
    }

    [Fact]
    public async Task Rules_that_cannot_be_used_are_refused_with_every_problem_and_nothing_more_than_the_form_is_taken()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        await using VoteSite site = new(world);
        HttpClient ann = site.ClientOf(Visitor.Officer(world.Ann));
        string page = $"/votes/{vote}/prepare/contests/basic/rules";

        string refused = await (await ann.SubmitAsync(page, "rules", ("Form.Json", "{\"name\":\"x\"}"))).Content.ReadAsStringAsync();
        Assert.Contains("roll: this is required and missing.", refused, StringComparison.Ordinal);
        HttpResponseMessage saved = await ann.SubmitAsync(page, "rules", ("Form.Preset", "wga"), ("Form.Phase", "Open"), ("Draft.Phase", "Open"), ("TermsRecord", "AAAA"));
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Vote stored = await world.VoteAsync(vote);
        Assert.Equal((Domain.Votes.VotePhase.Draft, null), (stored.Phase, stored.TermsRecord));
    }

    private static async Task<int?> DelegatesAsync(VoteWorld world, string vote, int local)
    {
        await using RatifyVoteDb db = world.Db();
        return await db.Set<ContestUnit>().Where(u => u.VoteId == vote && u.Local == local).Select(u => u.Delegates).SingleAsync();
    }
}
