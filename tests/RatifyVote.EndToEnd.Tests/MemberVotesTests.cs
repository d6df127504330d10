using Microsoft.Playwright;
using RatifyVote.EndToEnd.Tests.Face;
using RatifyVote.EndToEnd.Tests.People;
using RatifyVote.EndToEnd.Tests.Sites;

namespace RatifyVote.EndToEnd.Tests;

/// <summary>Members vote in a real browser, on a phone.</summary>
[Collection(SiteCollection.Name)]
public sealed class MemberVotesTests(Site site)
{
    private static PracticeVote? opened;
    private const int CastBytes = 4096;

    [Fact]
    public async Task A_member_activates_adds_a_passkey_votes_and_finds_the_tracker_received_at_once_and_on_the_board_after_the_flush()
    {
        PracticeVote vote = await OpenVoteAsync();
        string unit = await vote.UnitAsync(80);
        (string card, string code) = await (await site.UnionAsync()).LetterToAsync(80, 0);
        Look look = new();
        await using Visitor maya = await Visitor.ComesAsync(site);
        IPage page = maya.Page;
        await page.GotoAsync("/activate");
        await look.AtAsync(maya, "activate");
        await maya.ActivateAsync(card, code);
        await look.AtAsync(maya, "welcome");
        await page.FillAsync("[name=passkeyName]", "Maya's phone");
        await page.ClickAsync("form[data-passkey=register] button[type=submit]");
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
        await page.ClickAsync("form[action='/account/sign-out'] button");
        await page.GotoAsync("/account/sign-in?returnUrl=/");
        await look.AtAsync(maya, "sign-in");
        await maya.UsePasskeyAsync("/");
        await look.AtAsync(maya, "home-member");

        await page.GotoAsync($"/agreements/{Union.Agreement}/80");
        await look.AtAsync(maya, "dossier");
        await page.GotoAsync($"/votes/{vote.Id}/mine");
        await look.AtAsync(maya, "vote-mine");
        await page.ClickAsync($"a[href='/vote/{vote.Id}/{unit}']");
        await maya.ExpectStepAsync("Make your choice");
        await look.AtAsync(maya, "booth-choice");
        await page.CheckAsync("input[name=choice][value=yes]");
        await maya.Button("Continue").ClickAsync();
        await maya.ExpectStepAsync("Check your choice");
        await look.AtAsync(maya, "booth-review");
        await maya.Button("Cast my ballot").ClickAsync();
        await maya.ExpectStepAsync("Your ballot was received");
        await look.AtAsync(maya, "booth-receipt");
        string tracker = (await page.Locator("code.rv-tracker").InnerTextAsync()).Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        IDownload receipt = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Download receipt").ClickAsync());
        Assert.Contains(tracker, await File.ReadAllTextAsync(await receipt.PathAsync()), StringComparison.Ordinal);

        await using Visitor anybody = await Visitor.ComesAsync(site);
        await anybody.Page.GotoAsync($"/vote/{vote.Id}/{unit}/tracker");
        await CheckTrackerAsync(anybody, tracker, "Received. This ballot appears on the board at the next publication.");
        await look.AtAsync(anybody, "tracker");
        await vote.FlushAsync();
        await CheckTrackerAsync(anybody, tracker, "On the board. This ballot is in the published record, and it is the one that counts.");
        await CheckTrackerAsync(anybody, new string('A', 43), "No ballot with this tracker has been received here.");
        maya.RequireNoComplaint();
        anybody.RequireNoComplaint();
        look.RequireClean();
    }

    [Fact]
    public async Task A_member_signs_in_by_password_and_app_and_votes_with_the_keyboard_alone()
    {
        PracticeVote vote = await OpenVoteAsync();
        string unit = await vote.UnitAsync(80);
        (string card, string code) = await (await site.UnionAsync()).LetterToAsync(80, 1);
        Look look = new();
        await using Visitor noah = await Visitor.ComesAsync(site);
        IPage page = noah.Page;
        await noah.ActivateAsync(card, code);
        await page.ClickAsync("a[href='/account/password']");
        string appKey = (await page.Locator("form code").First.InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await look.AtAsync(noah, "set-password");
        await page.FillAsync("[name='Form.Password']", "walnut ledger seventeen kites");
        await page.FillAsync("[name='Form.Code']", noah.NextCode(appKey));
        await page.ClickAsync("main form button[type=submit]");
        await Assertions.Expect(page.Locator("ul.codes li")).ToHaveCountAsync(10);
        await page.ClickAsync("form[action='/account/sign-out'] button");

        await page.GotoAsync("/account/sign-in?returnUrl=" + Uri.EscapeDataString($"/vote/{vote.Id}/{unit}"));
        await page.FillAsync("[name='Form.Name']", card);
        await page.FillAsync("[name='Form.Password']", "walnut ledger seventeen kites");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/account/sign-in/code**");
        await look.AtAsync(noah, "sign-in-code");
        await page.FocusAsync("[name='Form.Code']");
        await page.Keyboard.TypeAsync(noah.NextCode(appKey));
        await page.Keyboard.PressAsync("Enter");

        await noah.ExpectStepAsync("Make your choice");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("choice", await page.EvaluateAsync<string>("document.activeElement.name"));
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await noah.ExpectStepAsync("Check your choice");
        await Assertions.Expect(page.Locator(".rv-chosen .rv-choice-name")).ToHaveTextAsync("No");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await noah.ExpectStepAsync("Your ballot was received");
        noah.RequireNoComplaint();
        look.RequireClean();
    }

    [Fact]
    public async Task Nothing_is_sent_between_the_first_choice_and_the_cast_and_every_choice_makes_the_same_body_and_leaves_no_trace_on_the_page()
    {
        PracticeVote vote = await OpenVoteAsync();
        string unit = await vote.UnitAsync(600);
        Known clio = await (await site.UnionAsync()).MemberAsync(600, 2);
        List<int> bodies = [];
        List<int> replies = [];
        foreach (string choice in new[] { "yes", "no", "blank" })
        {
            await using Visitor visitor = await Visitor.ComesAsync(site, clio);
            IPage page = visitor.Page;
            await visitor.SignInAsync($"/vote/{vote.Id}/{unit}");
            await visitor.ExpectStepAsync("Make your choice");
            List<IRequest> sent = [];
            page.Request += (_, request) => sent.Add(request);
            await page.CheckAsync($"input[name=choice][value={choice}]");
            await visitor.Button("Continue").ClickAsync();
            await visitor.ExpectStepAsync("Check your choice");
            await visitor.Button("Change").ClickAsync();
            await page.CheckAsync($"input[name=choice][value={choice}]");
            await visitor.Button("Continue").ClickAsync();
            await visitor.ExpectStepAsync("Check your choice");
            Assert.Empty(sent);

            IResponse answer = await page.RunAndWaitForResponseAsync(() => visitor.Button("Cast my ballot").ClickAsync(), one => one.Url.Contains("/cast/", StringComparison.Ordinal));
            await visitor.ExpectStepAsync("Your ballot was received");
            IRequest cast = Assert.Single(sent);
            Assert.Equal($"{site.Address}/cast/{unit}", cast.Url);
            Dictionary<string, string> headers = await cast.AllHeadersAsync();
            Assert.DoesNotContain("cookie", headers.Keys);
            Assert.DoesNotContain("referer", headers.Keys);
            Assert.False(headers.TryGetValue("x-csrf", out _));
            bodies.Add(cast.PostDataBuffer!.Length);
            replies.Add((await answer.BodyAsync()).Length);

            Assert.Equal(0, await page.Locator("#booth input, .rv-choice, .rv-chosen").CountAsync());
            await page.GoBackAsync();
            await page.GoForwardAsync();
            await Assertions.Expect(page.Locator(".rv-step > h2")).ToBeVisibleAsync();
            Assert.Equal(0, await page.Locator("input:checked, .rv-chosen").CountAsync());
            await page.ReloadAsync();
            await Assertions.Expect(page.Locator(".rv-step > h2").Filter(new() { HasNotText = "Getting your ballot ready" })).ToBeVisibleAsync();
            Assert.Equal(0, await page.Locator("input:checked, .rv-chosen").CountAsync());
            visitor.RequireNoComplaint();
        }

        Assert.Equal([CastBytes, CastBytes, CastBytes], bodies);
        Assert.Single(replies.Distinct());
    }

    private async Task<PracticeVote> OpenVoteAsync()
    {
        if (opened is null)
        {
            PracticeVote vote = await PracticeVote.DraftAsync(site, "Basic Agreement 2026", TimeSpan.FromDays(21));
            await PlayedCeremony.HoldAsync(site, vote.Id);
            await vote.SealAndOpenAsync();
            opened = vote;
        }

        return opened;
    }

    private static async Task CheckTrackerAsync(Visitor visitor, string tracker, string expected)
    {
        await visitor.Page.GetByLabel("Tracker", new() { Exact = true }).FillAsync(tracker);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#tracker-check [role=status]")).ToContainTextAsync(expected);
    }
}
