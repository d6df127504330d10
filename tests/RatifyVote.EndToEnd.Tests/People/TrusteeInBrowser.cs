using Microsoft.Playwright;
using RatifyVote.EndToEnd.Tests.Face;
using RatifyVote.EndToEnd.Tests.Sites;

namespace RatifyVote.EndToEnd.Tests.People;

/// <summary>A trustee with a browser, a key file on the disk and a passphrase in the head.</summary>
internal sealed class TrusteeInBrowser : IAsyncDisposable
{
    private readonly string vote;
    private readonly string passphrase;
    private readonly string folder = Directory.CreateTempSubdirectory("ratifyvote-trustee-").FullName;
    private string keyFile = "";

    private TrusteeInBrowser(Visitor visitor, string vote, string passphrase) => (Visitor, this.vote, this.passphrase) = (visitor, vote, passphrase);

    public Visitor Visitor { get; }

    public static async Task<TrusteeInBrowser> AcceptsAsync(Site site, string vote, Known known)
    {
        Visitor visitor = await Visitor.ComesAsync(site, known, desk: true);
        await visitor.SignInAsync($"/trustees/{vote}");
        await visitor.Button("I will hold a share").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#trustee-ceremony .rv-step")).ToBeVisibleAsync();
        return new(visitor, vote, $"four words of {known.Name}");
    }

    /// <summary>Makes the key, keeps the file, and shows that it was kept.</summary>
    public async Task MakeKeyAsync(Look? look)
    {
        IPage page = Visitor.Page;
        await Visitor.ExpectStepAsync("Make your key");
        await LookAsync(look, "ceremony-make");
        await page.GetByLabel("New passphrase").FillAsync(passphrase);
        await page.GetByLabel("The same passphrase again").FillAsync(passphrase);
        IDownload file = await page.RunAndWaitForDownloadAsync(() => Visitor.Button("Make key and download the file").ClickAsync());
        keyFile = Path.Combine(folder, file.SuggestedFilename);
        await file.SaveAsAsync(keyFile);
        Assert.DoesNotContain("seed", await File.ReadAllTextAsync(keyFile), StringComparison.Ordinal);
        await Visitor.ExpectStepAsync("Show that your file was saved");
        await LookAsync(look, "ceremony-file");
        await OpenFileAsync("Open key file");
    }

    public async Task SendSharesAsync(Look? look)
    {
        await Visitor.ExpectStepAsync("Compare the fingerprints");
        await LookAsync(look, "ceremony-fingerprints");
        await Visitor.Button("They match: send the shares").ClickAsync();
    }

    /// <summary>Reads the file once more, first with a wrong passphrase.</summary>
    public async Task TryKeyAsync(Look? look)
    {
        await Visitor.ExpectStepAsync("Try your key");
        await LookAsync(look, "ceremony-check");
        await Visitor.Page.GetByLabel("Your key file", new() { Exact = true }).SetInputFilesAsync(keyFile);
        await Visitor.Page.GetByLabel("Passphrase of your key file").FillAsync("not these words");
        await Visitor.Button("Open key file").ClickAsync();
        await Assertions.Expect(Visitor.Page.GetByText("This passphrase does not open the file.")).ToBeVisibleAsync();
        await OpenFileAsync("Open key file");
        // Waits for the others, or is the last.
        await Assertions.Expect(Visitor.Page.Locator(".rv-step > h2").Filter(new() { HasTextRegex = new("Waiting for the other trustees|Your key works") })).ToBeVisibleAsync();
    }

    public async Task VerifyAndAttestAsync(Look? look)
    {
        await Visitor.SignInAsync($"/trustees/{vote}/decrypt");
        await Visitor.ExpectStepAsync("Verify, attest, decrypt");
        await LookAsync(look, "decrypt");
        await Visitor.Button("Verify").ClickAsync();
        await Assertions.Expect(Visitor.Button("Sign what I verified")).ToBeVisibleAsync();
        await LookAsync(look, "decrypt-attest");
        await OpenFileAsync("Sign what I verified");
        await Assertions.Expect(Visitor.Button("Sign what I verified")).ToHaveCountAsync(0);
    }

    public async Task DecryptAsync()
    {
        await Assertions.Expect(Visitor.Button("Decrypt the totals")).ToBeVisibleAsync();
        await OpenFileAsync("Decrypt the totals");
        await Assertions.Expect(Visitor.Page.Locator("td[data-unit]").Filter(new() { HasTextRegex = new("your part is done|^decrypted") })).ToHaveCountAsync(2);
    }

    private async Task OpenFileAsync(string button)
    {
        await Visitor.Page.GetByLabel("Your key file", new() { Exact = true }).SetInputFilesAsync(keyFile);
        await Visitor.Page.GetByLabel("Passphrase of your key file").FillAsync(passphrase);
        await Visitor.Button(button).ClickAsync();
    }

    private Task LookAsync(Look? look, string name) => look?.AtAsync(Visitor, name) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Visitor.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
