using Microsoft.Playwright;
using RatifyVote.EndToEnd.Tests.Face;
using RatifyVote.EndToEnd.Tests.People;
using RatifyVote.EndToEnd.Tests.Sites;

namespace RatifyVote.EndToEnd.Tests;

/// <summary>An officer's pages at a desk.</summary>
[Collection(SiteCollection.Name)]
public sealed class OfficerPagesTests(Site site)
{
    [Fact]
    public async Task An_officers_pages_have_no_serious_violation_and_fit_a_narrow_screen()
    {
        Union union = await site.UnionAsync();
        PracticeVote draft = await PracticeVote.DraftAsync(site, "Area Standards Agreement", TimeSpan.FromDays(1));
        Look look = new();
        await using Visitor ann = await Visitor.ComesAsync(site, union.Ann, desk: true);
        await ann.SignInAsync();
        await look.AtAsync(ann, "home-officer");
        string contest = $"/votes/{draft.Id}/prepare/contests/basic";
        foreach ((string path, string name) in new[]
        {
            ("/votes", "votes"), ($"/votes/{draft.Id}/prepare", "prepare"), (contest, "prepare-contest"), ($"{contest}/rules", "prepare-rules"), ($"{contest}/locals", "prepare-locals"),
            ($"{contest}/delegates", "prepare-delegates"), ($"/votes/{draft.Id}/prepare/people", "prepare-people"), ($"/votes/{draft.Id}/prepare/schedule", "prepare-schedule"),
            ($"/votes/{draft.Id}/prepare/settings", "prepare-settings"), ("/agreements/prepare", "dossiers"), ($"/agreements/{Union.Agreement}/local/80/edit", "dossier-edit"),
            ("/roster", "roster"), ("/roster/locals/80", "roster-local"), ("/roster/import", "roster-import"),
        })
        {
            IResponse? answer = await ann.Page.GotoAsync(path);
            Assert.True(answer?.Ok, $"{path} answered {answer?.Status}. {site.Problems}");
            await look.AtAsync(ann, name);
        }

        await UploadAsync(ann, "card,name,local\n1,A,99999\n");
        await Assertions.Expect(ann.Page.Locator(".rv-notice.bad").First).ToBeVisibleAsync();
        await look.AtAsync(ann, "roster-import-refused");
        look.RequireClean();
    }

    private static async Task UploadAsync(Visitor officer, string csv)
    {
        await officer.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "roster.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await officer.Page.ClickAsync("#roster-upload button[type=submit]");
    }
}
