using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RatifyVote.Domain;
using RatifyVote.Web.Agreements;
using RatifyVote.Web.Agreements.Editing;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Votes;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Tests.Agreements;

public class DossierPagesTests
{
    private const string Read = $"/agreements/{VoteWorld.Agreement}/80";
    private const string Edit = $"/agreements/{VoteWorld.Agreement}/local/80/edit";

    [Fact]
    public async Task A_local_officer_works_on_the_own_local_only()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        await world.PublishDossiersAsync(80, 600);
        await using VoteSite site = new(world);
        HttpClient officer = site.ClientOf(Visitor.LocalOfficer(world.Ann, 80));
        foreach (string page in new[] { "edit", "preview", "issues/1", "issues/new" })
        {
            Assert.Equal((page, HttpStatusCode.OK), (page, (await officer.GetAsync($"/agreements/{VoteWorld.Agreement}/local/80/{page}")).StatusCode));
            Assert.Equal((page, HttpStatusCode.NotFound), (page, (await officer.GetAsync($"/agreements/{VoteWorld.Agreement}/local/600/{page}")).StatusCode));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/agreements/{VoteWorld.Agreement}/local/80/issues/2")).StatusCode);
        string list = await officer.GetStringAsync("/agreements/prepare");
        Assert.Contains("Local 80", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Local 600", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_edited_is_seen_by_members_only_once_it_is_published()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        IReadOnlyList<Guid> members = await world.AddLocalAsync(80, 1);
        await world.PublishDossiersAsync(80);
        await using VoteSite site = new(world);
        HttpClient officer = site.ClientOf(Visitor.LocalOfficer(world.Ann, 80));
        HttpClient member = site.ClientOf(Visitor.MemberOf(members[0], "Mo", 80));
        Assert.Contains("What we won", await member.GetStringAsync(Read), StringComparison.Ordinal);

        HttpResponseMessage added = await officer.SubmitAsync($"/agreements/{VoteWorld.Agreement}/local/80/issues/new", "issue",
            ("Form.Title", "Rest"), ("Form.Status", "given-up"), ("Form.Proposed", "<script>alert(1)</script> ten hours"), ("Form.Changes", "Less"));
        Assert.Equal(HttpStatusCode.Found, added.StatusCode);
        Assert.DoesNotContain("ten hours", await member.GetStringAsync(Read), StringComparison.Ordinal);
        Assert.Contains("Say what changed", await (await officer.SubmitAsync(Edit, "publish", ("Publication.Confirmed", "true"), ("Publication.WhatChanged", ""))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await officer.SubmitAsync(Edit, "publish", ("Publication.Confirmed", "true"), ("Publication.WhatChanged", "Rest was added."));

        string read = await member.GetStringAsync(Read);
        Assert.Contains("ten hours", read, StringComparison.Ordinal);
        Assert.Contains("Rest was added.", read, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", read, StringComparison.Ordinal);
        string old = await member.GetStringAsync(Read + "?version=1");
        Assert.Contains("which has been replaced", old, StringComparison.Ordinal);
        Assert.DoesNotContain("ten hours", old, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_is_downloaded_in_a_sandbox_and_by_members_only_when_published()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        IReadOnlyList<Guid> members = await world.AddLocalAsync(80, 1);
        await world.PublishDossiersAsync(80);
        byte[] pdf = Encoding.ASCII.GetBytes("%PDF-1.7 text");
        string hash = Assert.IsType<AttachOutcome.Attached>(await world.DoAsync<AttachDocument, AttachOutcome>(use => use.RunAsync(VoteWorld.Agreement, 80, "MOA.pdf", pdf, world.Ann.AsActor, default))).Sha256;
        await using VoteSite site = new(world);
        HttpClient officer = site.ClientOf(Visitor.LocalOfficer(world.Ann, 80));
        HttpClient member = site.ClientOf(Visitor.MemberOf(members[0], "Mo", 80));
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"{Read}/documents/{hash}")).StatusCode);

        HttpResponseMessage answer = await officer.GetAsync($"/agreements/{VoteWorld.Agreement}/local/80/documents/{hash}");
        Assert.Equal(pdf, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));

        Assert.IsType<DossierOutcome.Published>(await world.DoAsync<PublishDossier, DossierOutcome>(use => use.RunAsync(VoteWorld.Agreement, 80, 3, "The MOA was added.", world.Ann.AsActor, default)));
        Assert.Equal(pdf, await member.GetByteArrayAsync($"{Read}/documents/{hash}"));
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"{Read}/documents/{new string('0', 64)}")).StatusCode);
    }

    [Fact]
    public async Task A_dossier_with_every_part_is_read_in_full()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        IReadOnlyList<Guid> members = await world.AddLocalAsync(80, 1);
        await world.PublishDossiersAsync(80);
        Web.Agreements.Content.Issue[] issues = [.. Enum.GetValues<IssueStatus>().Select(s => new Web.Agreements.Content.Issue(s.ToString(), "now", "then", "change", "date", "clause", s))];
        await world.DoAsync<ReviseDossier, DossierOutcome>(use => use.RunAsync(VoteWorld.Agreement, 80, 2, c => c with
        {
            Issues = issues, Term = "term text", Covers = "covers text", Recommendation = "recommend text", Minority = "minority text", Meetings = "meetings text", Questions = "questions text", Contact = "contact text",
        }, default));
        await world.DoAsync<PublishDossier, DossierOutcome>(use => use.RunAsync(VoteWorld.Agreement, 80, 3, "All parts.", world.Ann.AsActor, default));
        await using VoteSite site = new(world);

        string page = await site.ClientOf(Visitor.MemberOf(members[0], "Mo", 80)).GetStringAsync(Read);

        foreach (string text in new[] { "term text", "covers text", "recommend text", "minority text", "meetings text", "questions text", "contact text", "Given up", "Not achieved", "#issue-4", "Effective: date", "Memorandum: clause" })
        {
            Assert.Contains(text, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_agreement_gets_a_dossier_for_each_local_chosen_and_its_problems_are_listed()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        await world.AddLocalAsync(80, 1);
        await world.AddLocalAsync(600, 1);
        await using VoteSite site = new(world);
        HttpClient officer = site.ClientOf(Visitor.Officer(world.Ann));
        string refused = await (await officer.SubmitAsync("/agreements/new", "create", ("Form.Name", ""), ("Form.Id", "A B"))).Content.ReadAsStringAsync();
        Assert.Contains("Choose at least one local.", refused, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await officer.SubmitAsync("/agreements/new", "create", ("Form.Name", "Area Standards"), ("Form.Id", "asa"), ("Form.Locals", "80"), ("Form.Locals", "600"))).StatusCode);
        Assert.Equal([new LocalNumber(80), new LocalNumber(600)], (await world.DoAsync<Dossiers, IReadOnlyList<AgreementSummary>>(use => use.AgreementsAsync(default))).Single().Locals);
    }
}
