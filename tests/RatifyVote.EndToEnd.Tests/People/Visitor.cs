using System.Text.Json;
using Microsoft.Playwright;
using RatifyVote.EndToEnd.Tests.Sites;
using Totp = RatifyVote.Rehearsal.People.Totp;

namespace RatifyVote.EndToEnd.Tests.People;

/// <summary>One person with a browser of their own (cookies, storage, virtual authenticator), on one page.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly Site site;
    private readonly IBrowserContext context;

    private Visitor(Site site, IBrowserContext context, IPage page) => (this.site, this.context, Page) = (site, context, page);

    public IPage Page { get; }

    /// <summary>Errors that the page's scripts or its policy caused.</summary>
    private List<string> Complaints { get; } = [];

    /// <summary>A phone, or a desk at 1280 pixels.</summary>
    public static async Task<Visitor> ComesAsync(Site site, Known? who = null, bool desk = false)
    {
        IBrowserContext context = await site.Chromium.NewContextAsync(new()
        {
            BaseURL = site.Address,
            Locale = "en-US",
            TimezoneId = "America/New_York",
            ViewportSize = desk ? new() { Width = 1280, Height = 800 } : new() { Width = 390, Height = 844 },
        });
        context.SetDefaultTimeout(60_000);
        IPage page = await context.NewPageAsync();
        Visitor visitor = new(site, context, page);
        page.PageError += (_, error) => visitor.Complaints.Add(error);
        page.Console += (_, message) =>
        {
            // A page that asks for news after hours were skipped is told to sign in again, and says so itself.
            if (message.Type is "error" && !message.Text.Contains("status of 401", StringComparison.Ordinal))
            {
                visitor.Complaints.Add($"{message.Text} ({message.Location})");
            }
        };
        ICDPSession devTools = await context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable", new() { ["enableUI"] = false });
        JsonElement? added = await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
        if (who is not null)
        {
            await devTools.SendAsync("WebAuthn.addCredential", new() { ["authenticatorId"] = added!.Value.GetProperty("authenticatorId").GetString()!, ["credential"] = who.Passkey.AtTheBrowser() });
        }

        return visitor;
    }

    /// <summary>Signs in by passkey, now, and comes to the path.</summary>
    public async Task SignInAsync(string path = "/")
    {
        await Page.GotoAsync("/account/sign-in?returnUrl=" + Uri.EscapeDataString(path));
        await UsePasskeyAsync(path);
    }

    public async Task UsePasskeyAsync(string path)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "passkey" }).First.ClickAsync();
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == path);
    }

    /// <summary>The first screen of activation by letter, up to the page that asks for a way to sign in.</summary>
    public async Task ActivateAsync(string card, string code)
    {
        await Page.GotoAsync("/activate");
        await Page.FillAsync("[name='Form.CardNumber']", card);
        await Page.FillAsync("[name='Form.Code']", code);
        await Page.ClickAsync("main form button[type=submit]");
        await Page.WaitForURLAsync("**/account/welcome");
    }

    /// <summary>The code the app shows now. Each works once: half a minute is skipped.</summary>
    public string NextCode(string appKey)
    {
        site.Clock.Skip(TimeSpan.FromSeconds(30));
        return Totp.CodeAt(appKey, site.Clock.GetUtcNow());
    }

    /// <summary>Waits for a heading of a step, and expects the focus on it.</summary>
    public async Task ExpectStepAsync(string heading)
    {
        ILocator title = Page.Locator(".rv-step > h2", new() { HasTextString = heading });
        try
        {
            await Assertions.Expect(title).ToBeVisibleAsync(new() { Timeout = 60_000 });
            await Assertions.Expect(title).ToBeFocusedAsync(new() { Timeout = 10_000 });
        }
        catch (PlaywrightException missing)
        {
            string shown = await Page.Locator("main").InnerTextAsync();
            throw new InvalidOperationException($"Expected the step '{heading}' on {Page.Url}; it shows: {shown} {string.Join(" ", Complaints)} {site.Problems}", missing);
        }
    }

    public void RequireNoComplaint() => Assert.True(Complaints.Count == 0, $"The browser complained: {string.Join(" | ", Complaints)} {site.Problems}");

    public ILocator Button(string words) => Page.GetByRole(AriaRole.Button, new() { Name = words });

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
