using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RatifyVote.Domain;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Roster.Exporting;
using RatifyVote.Web.Roster.Storage;
using RatifyVote.Web.Tests.Accounts;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Tests.Sites;

namespace RatifyVote.Web.Tests.Roster;

public class RosterPageTests
{
    private const string Heading = "card,name,email,local,standing,born\n";

    [Theory, OnBothDatabases]
    public async Task An_officer_uploads_looks_applies_exports_and_invites(DatabaseProvider provider)
    {
        await using TestSite site = await TestSite.StartAsync(provider);
        (Visitor officer, _, _) = await site.ActivatedAsync("A-100", new Grant(Role.LocalOfficer, AccountKit.Grips));
        HttpResponseMessage staged = await UploadAsync(officer, Heading + "B-1,Ann O'Neil,ann@example.org,80,good,1984-03-21\nB-2,José García,jose@example.org,80,dues-outstanding,\n");
        Assert.Equal(HttpStatusCode.Found, staged.StatusCode);
        string preview = staged.LeadsTo()!;
        Assert.Contains("data-added=\"2\"", await officer.ReadAsync(preview), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await officer.SubmitAsync(preview, "roster-apply")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await officer.SubmitAsync(preview, "roster-apply", ("Form.Confirmed", "true"), ("Form.Plan", new string('0', 64)))).StatusCode);
        Assert.Equal("/roster", (await officer.SubmitAsync(preview, "roster-apply", ("Form.Confirmed", "true"))).LeadsTo());
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Http.GetAsync(preview)).StatusCode);

        string list = await officer.ReadAsync("/roster/locals/80?q=garc%C3%ADa");
        Assert.Contains("B-2", list, StringComparison.Ordinal);
        Assert.DoesNotContain("B-1<", list, StringComparison.Ordinal);
        Assert.DoesNotContain("B-2", await officer.ReadAsync("/roster/locals/80?q=%25&standing=Good"), StringComparison.Ordinal);
        Assert.Contains("B-1", await officer.ReadAsync("/roster/locals/80?standing=Good&page=99"), StringComparison.Ordinal);

        // What is exported changes nothing when it comes back.
        string csv = await officer.ReadAsync("/roster/locals/80/export.csv");
        Assert.DoesNotContain("1984", csv, StringComparison.Ordinal);
        HttpResponseMessage again = await UploadAsync(officer, csv);
        Assert.Contains("data-unchanged=\"3\"", await officer.ReadAsync(again.LeadsTo()!), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Found, (await officer.SubmitAsync("/roster/locals/80", "roster-invite")).StatusCode);
        IReadOnlyList<string> mails = await site.MailsAsync();
        Assert.Equal(2, mails.Count(mail => mail.Contains("Ann O'Neil", StringComparison.Ordinal) || mail.Contains("José García", StringComparison.Ordinal)));
        Assert.DoesNotContain("name=\"_handler\" value=\"roster-invite\"", await officer.ReadAsync("/roster/locals/80"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_officer_of_one_local_finds_nothing_of_another()
    {
        await using TestSite site = await TestSite.StartAsync();
        (Visitor officer, _, MemberFacts own) = await site.ActivatedAsync("A-100", new Grant(Role.LocalOfficer, AccountKit.Grips));
        (Visitor international, _, _) = await site.ActivatedAsync("A-300", new Grant(Role.InternationalOfficer, null));
        Guid foreign = await site.InScopeAsync(async services =>
        {
            RatifyVoteDb db = services.GetRequiredService<RatifyVoteDb>();
            db.Add(new LocalRow { Number = new(44), Name = "Property" });
            MemberRow member = new() { CardNumber = "C-1", Name = "Foreign Member", Email = "c@example.org" };
            member.Memberships.Add(new MembershipRow { Local = new(44), Since = new(2020, 1, 1) });
            db.Add(member);
            await db.SaveChangesAsync();
            return member.Id;
        });
        Assert.NotEmpty(await officer.ReadAsync($"/roster/members/{own.Id}"));
        foreach (string path in new[] { "/roster/locals/44", "/roster/locals/44/export.csv", $"/roster/members/{foreign}", "/roster/locals/0", "/roster/locals/99999999", $"/roster/members/{Guid.NewGuid()}", "/administration/locals" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await officer.Http.GetAsync(path)).StatusCode);
        }

        Assert.DoesNotContain("Property", await officer.ReadAsync("/roster"), StringComparison.Ordinal);
        Assert.Contains("Foreign Member", await international.ReadAsync($"/roster/members/{foreign}"), StringComparison.Ordinal);
        HttpResponseMessage refused = await UploadAsync(officer, Heading + "C-2,Max,max@example.org,44,good,\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("data-reason=\"LocalNotYours\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // Nor does one officer see or apply what another has uploaded.
        string preview = (await UploadAsync(international, Heading + "C-2,Max,max@example.org,44,good,\n")).LeadsTo()!;
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Http.GetAsync(preview)).StatusCode);
    }

    [Fact]
    public async Task Fields_that_no_form_has_change_nothing()
    {
        await using TestSite site = await TestSite.StartAsync();
        (Visitor officer, _, _) = await site.ActivatedAsync("A-100", new Grant(Role.LocalOfficer, AccountKit.Grips));
        HttpResponseMessage staged = await UploadAsync(officer, Heading + "B-1,Ann,ann@example.org,80,good,\n",
            ("Form.By", Guid.Empty.ToString()), ("Form.Local", "44"), ("Form.Reach", "true"), ("By", Guid.Empty.ToString()));
        await officer.SubmitAsync(staged.LeadsTo()!, "roster-apply", ("Form.Confirmed", "true"), ("Form.Weight", "2"), ("Form.Local", "44"), ("Import", Guid.Empty.ToString()));
        await site.InScopeAsync(async services =>
        {
            RatifyVoteDb db = services.GetRequiredService<RatifyVoteDb>();
            Assert.Equal([new LocalNumber(80)], (await db.Set<MembershipRow>().Select(row => row.Local).ToListAsync()).Distinct());
            Assert.NotEqual(Guid.Empty, (await db.Set<RosterImportRow>().SingleAsync()).By);
        });
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_and_nothing_is_kept()
    {
        await using TestSite site = await TestSite.StartAsync();
        (Visitor officer, _, _) = await site.ActivatedAsync("A-100", new Grant(Role.LocalOfficer, AccountKit.Grips));
        using MultipartFormDataContent form = Form(Heading + "B-1,Ann,ann@example.org,80,good,\n");
        form.Add(new StringContent("roster-upload"), "_handler");
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.Http.PostAsync("/roster/import", form)).StatusCode);
        Assert.False(await site.InScopeAsync(services => services.GetRequiredService<RatifyVoteDb>().Set<StagedImportRow>().AnyAsync()));
    }

    [Theory]
    [InlineData("=HYPERLINK(1)")]
    [InlineData("+cmd")]
    [InlineData("\t=1")]
    [InlineData("@SUM(1)")]
    [InlineData("-1")]
    [InlineData("\uFF1D1")]
    public void A_cell_that_came_another_way_is_text_in_a_spreadsheet(string cell) => Assert.Equal("'" + cell, RosterExport.Inert(cell));

    private static async Task<HttpResponseMessage> UploadAsync(Visitor visitor, string csv, params (string Name, string Value)[] more)
    {
        string token = WebUtility.HtmlDecode(Regex.Match(await visitor.ReadAsync("/roster/import"),
            "id=\"roster-upload\".*?name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.Singleline).Groups[1].Value);
        using MultipartFormDataContent form = Form(csv);
        form.Add(new StringContent(token), "__RequestVerificationToken");
        form.Add(new StringContent("roster-upload"), "_handler");
        foreach ((string name, string value) in more)
        {
            form.Add(new StringContent(value), name);
        }

        return await visitor.Http.PostAsync("/roster/import", form);
    }

    private static MultipartFormDataContent Form(string csv) => new()
    {
        { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "Form.File", "roster.csv" },
    };
}
