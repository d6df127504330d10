using System.Net;
using System.Text;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Ending;
using RatifyVote.Web.Votes.Opening;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Tests.Votes;

public class VotePagesTests
{
    private static readonly string[] Prepare = ["", "/settings", "/schedule", "/contests/new", "/contests/basic", "/contests/basic/locals", "/contests/basic/delegates", "/contests/basic/rules", "/people"];

    [Fact]
    public async Task Every_page_of_a_draft_opens_for_an_officer_and_for_nobody_else()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        await using VoteSite site = new(world);
        HttpClient officer = site.ClientOf(Visitor.Officer(world.Ann));
        HttpClient local = site.ClientOf(Visitor.LocalOfficer(world.Bob, 80));
        foreach (string page in Prepare)
        {
            Assert.Equal((page, HttpStatusCode.OK), (page, (await officer.GetAsync($"/votes/{vote}/prepare{page}")).StatusCode));
            Assert.Equal((page, HttpStatusCode.NotFound), (page, (await local.GetAsync($"/votes/{vote}/prepare{page}")).StatusCode));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync("/votes/1111111111111a/prepare")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/votes/{vote}/prepare/contests/none/rules")).StatusCode);
    }

    [Fact]
    public async Task Nothing_of_a_draft_is_public()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        await using VoteSite site = new(world);
        HttpClient stranger = site.ClientOf(null);
        foreach (string path in new[] { "", "/journal", "/terms.json", "/vote.json", "/journal.jsonl" })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await stranger.GetAsync($"/votes/{vote}{path}")).StatusCode));
        }
    }

    [Fact]
    public async Task Two_officers_seal_by_the_pages_and_anyone_then_reads_the_exact_records()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        await using VoteSite site = new(world);
        HttpClient ann = site.ClientOf(Visitor.Officer(world.Ann));
        HttpClient bob = site.ClientOf(Visitor.Officer(world.Bob));

        Assert.Equal(HttpStatusCode.Found, (await ann.SubmitAsync($"/votes/{vote}/prepare", "ask-seal", ("Confirmed", "true"))).StatusCode);
        Assert.Contains("A second officer must approve it now.", await ann.GetStringAsync($"/votes/{vote}/prepare"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await bob.SubmitAsync($"/votes/{vote}/prepare", "approve-seal", ("Confirmed", "true"))).StatusCode);

        Assert.Contains("Public page", await bob.GetStringAsync($"/votes/{vote}/prepare"), StringComparison.Ordinal);

        Vote stored = await world.VoteAsync(vote);
        Assert.Equal(VotePhase.Sealed, stored.Phase);
        HttpClient stranger = site.ClientOf(null);
        Assert.Equal(stored.TermsRecord, await stranger.GetByteArrayAsync($"/votes/{vote}/terms.json"));
        Assert.Equal(stored.VoteRecord, await stranger.GetByteArrayAsync($"/votes/{vote}/vote.json"));
        Assert.True(JournalFile.TryParse(await stranger.GetByteArrayAsync($"/votes/{vote}/journal.jsonl"), out var entries, out _, out _));
        Assert.Single(entries);
        string page = await stranger.GetStringAsync($"/votes/{vote}");
        Assert.Contains("Do you accept the tentative agreement Basic Agreement?", page, StringComparison.Ordinal);
        Assert.Contains("A tie in a unit fails.", page, StringComparison.Ordinal);
        Assert.Contains("Sealed", await stranger.GetStringAsync($"/votes/{vote}/journal"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Style_and_script_of_a_page_deep_below_the_root_are_found()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        await using VoteSite site = new(world);
        HttpClient ann = site.ClientOf(Visitor.Officer(world.Ann));
        string page = await ann.GetStringAsync($"/votes/{vote}/prepare/settings");

        string[] addresses = [.. System.Text.RegularExpressions.Regex.Matches(page, "<(?:link|script)[^>]*(?:href|src)=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];

        Assert.NotEmpty(addresses);
        Assert.DoesNotContain("<base", page, StringComparison.Ordinal);
        foreach (string address in addresses)
        {
            Assert.StartsWith("/", address, StringComparison.Ordinal);
            Assert.Equal((address, HttpStatusCode.OK), (address, (await ann.GetAsync(address)).StatusCode));
        }
    }

    [Fact]
    public async Task A_form_posted_after_the_vote_moved_on_is_answered_in_words()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        await using VoteSite site = new(world);
        HttpClient ann = site.ClientOf(Visitor.Officer(world.Ann));
        HttpResponseMessage page = await ann.GetAsync($"/votes/{vote}/prepare");
        await world.ApproveSealAsync(vote);

        HttpResponseMessage answer = await ann.PostFormAsync($"/votes/{vote}/prepare", page, "ask-seal", [("Confirmed", "true")]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("The vote is sealed already, or its seal was approved.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        await using VoteSite site = new(world);
        HttpClient ann = site.ClientOf(Visitor.Officer(world.Ann));

        HttpResponseMessage answer = await ann.PostAsync($"/votes/{vote}/prepare", new FormUrlEncodedContent([new("_handler", "ask-seal"), new("Confirmed", "true")]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null((await world.VoteAsync(vote)).SealAskedBy);
    }

    [Fact]
    public async Task A_member_is_told_before_the_seal_why_they_are_or_are_not_on_the_roll_and_after_the_opening_where_to_vote()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        Guid good = await MemberAsync(world, "C80-0");
        Guid suspended = await MemberAsync(world, "C80-12");
        await using VoteSite site = new(world);
        HttpClient member = site.ClientOf(Visitor.MemberOf(good, "Mo Member", 80));
        HttpClient outsider = site.ClientOf(Visitor.MemberOf(suspended, "Sue Suspended", 80));
        Assert.Contains("you are on the roll.", await member.GetStringAsync("/"), StringComparison.Ordinal);
        string home = await outsider.GetStringAsync("/");
        Assert.Contains("you are not on the roll.", home, StringComparison.Ordinal);
        Assert.Contains("The member is suspended.", home, StringComparison.Ordinal);

        await world.ApproveSealAsync(vote);
        await world.DoAsync<AdvanceVotes>(use => use.RunAsync(default));
        await world.DoAsync<AdvanceVotes>(use => use.RunAsync(default));
        world.Clock.Advance(TimeSpan.FromDays(20));
        await world.DoAsync<AdvanceVotes>(use => use.RunAsync(default));

        Assert.Contains("Read and vote", await member.GetStringAsync("/"), StringComparison.Ordinal);
        string mine = await member.GetStringAsync($"/votes/{vote}/mine");
        Assert.Contains("Go to the booth", mine, StringComparison.Ordinal);
        Assert.Contains("Text available since", mine, StringComparison.Ordinal);
        string theirs = await outsider.GetStringAsync($"/votes/{vote}/mine");
        Assert.Contains("You are not on the roll of this vote", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("Go to the booth", theirs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_that_holds_markup_is_shown_as_typed()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await world.ReadyDraftAsync();
        await using VoteSite site = new(world);
        HttpClient ann = site.ClientOf(Visitor.Officer(world.Ann));
        await ann.SubmitAsync($"/votes/{vote}/prepare/settings", "settings", ("Form.Title", "<img src=x onerror=alert(1)>"), ("Form.Kind", "Ratification"), ("Form.RecordDate", "2026-03-01"),
            ("Form.NoticeHours", "360"), ("Form.CanvassHours", "72"), ("Form.ProtestHours", "72"), ("Form.FlushEverySeconds", "3600"), ("Form.FlushNewCredentials", "10"), ("Form.FlushSmallUnit", "50"));

        string page = await ann.GetStringAsync($"/votes/{vote}/prepare");

        Assert.Equal("<img src=x onerror=alert(1)>", (await world.VoteAsync(vote)).Title);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
    }

    private static async Task<Guid> MemberAsync(VoteWorld world, string card)
    {
        await using RatifyVoteDb db = world.Db();
        return (await new Web.Roster.Rosters(db).MemberByCardAsync(card, default))!.Id;
    }
}
