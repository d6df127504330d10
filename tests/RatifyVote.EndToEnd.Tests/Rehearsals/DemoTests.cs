using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using RatifyVote.Rehearsal.Nodes;
using RatifyVote.Rehearsal.People;
using RatifyVote.Verifier;
using RatifyVote.Verifier.Published;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Demo;

namespace RatifyVote.EndToEnd.Tests.Rehearsals;

/// <summary>The demonstration as a process of its own, once for all its tests.</summary>
public sealed class RunningDemo : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);
    private readonly StringBuilder printed = new();
    private Process? process;

    internal HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Uri url = new($"http://localhost:{WebNode.FreePort()}");
        ProcessStartInfo start = new("dotnet", [WebProgram.Find(), "demo", "--urls", url.ToString()])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Http = Browser.ClientFor(url, 8);
        long since = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            Assert.False(process.HasExited || Stopwatch.GetElapsedTime(since) > StartLimit, printed.ToString());
            await Task.Delay(300);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        Http?.Dispose();
    }

    private void Keep(string? line)
    {
        lock (printed)
        {
            printed.AppendLine(line);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using HttpResponseMessage answer = await Http.GetAsync("/healthz");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

public sealed class DemoTests(RunningDemo demo) : IClassFixture<RunningDemo>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("officer", "/votes")]
    [InlineData("local80", "/agreements/prepare")]
    [InlineData("trustee1", "/trustees/{open}")]
    [InlineData("certifier1", "/certify/{published}")]
    [InlineData("observer", "/schedule")]
    [InlineData("administrator", "/administration/people")]
    public async Task The_people_of_the_sheet_sign_in_and_reach_their_work(string signInName, string work)
    {
        Browser browser = await SignedInAsync(signInName);
        Page page = await browser.OpenAsync(await ResolveAsync(work), Ct);
        Assert.Equal(200, page.Status);
        Assert.Equal(await ResolveAsync(work), page.Path);
        Assert.Contains("DEMONSTRATION", page.Document.QuerySelector(".page-mark")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_of_the_sheet_can_vote_in_the_open_vote()
    {
        string vote = await ResolveAsync("{open}");
        string member = (await SheetAsync()).Document.QuerySelector("tr[data-role=Member]")!.GetAttribute("data-sign-in")!;
        Browser browser = await SignedInAsync(member);
        Page mine = await browser.OpenAsync($"/votes/{vote}/mine", Ct);
        string booth = mine.Document.QuerySelector($"a[href^='/vote/{vote}/']")!.GetAttribute("href")!;
        string uuid = booth.Split('/')[^1];
        Page page = await browser.OpenAsync(booth, Ct);
        UnitBooth unit = UnitBooth.Of(await browser.GetJsonAsync($"/booth/{uuid}/setup.json", Ct), await demo.Http.GetByteArrayAsync($"/board/{uuid}/credentials.json", Ct));
        JsonNode handedOut = await browser.PostJsonAsync($"/handout/{uuid}", new JsonObject(), page.Csrf, Ct);
        Assert.True(unit.Election.Group.TryParseScalar(handedOut["s"]!.GetValue<string>(), out var secret));
        (var receipt, string? refused) = await new BallotPost(demo.Http).CastAsync(uuid, unit.MakeBallot(secret, Rehearsal.Plans.Choice.Blank), Ct);
        Assert.Null(refused);
        Assert.True(receipt!.Verify(unit.Terms.ServiceKey));
    }

    [Fact]
    public async Task The_published_vote_verifies_and_is_carried_by_256_to_188()
    {
        string zip = Path.GetTempFileName();
        await File.WriteAllBytesAsync(zip, await demo.Http.GetByteArrayAsync(await ResolveAsync("/votes/{published}/published.zip"), Ct), Ct);
        using (PublishedVote published = PublishedVote.Open(zip))
        {
            Assert.Equal("VERIFIED", VoteVerification.Run(published, VoteStage.Published).LastLine);
            JsonNode outcome = JsonNode.Parse(published.Read("result.json"))!["outcomes"]![0]!;
            Assert.Equal(("carried", 256, 188), (outcome["verdict"]!.GetValue<string>(), outcome["weight_yes"]!.GetValue<int>(), outcome["weight_no"]!.GetValue<int>()));
        }

        File.Delete(zip);
    }

    [Fact]
    public async Task A_trustees_key_file_opens_with_the_passphrase_of_the_sheet()
    {
        Page sheet = await SheetAsync();
        string href = sheet.Document.QuerySelector("a[href^='/demo/keys/']")!.GetAttribute("href")!;
        JsonNode file = JsonNode.Parse(await demo.Http.GetStringAsync(href, Ct))!;
        JsonNode kdf = file["kdf"]!;
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(sheet.Document.QuerySelector("#demo-password")!.TextContent), Decode(kdf["salt"]!), kdf["iterations"]!.GetValue<int>(), HashAlgorithmName.SHA256, 32);
        byte[] box = Decode(file["box"]!), plain = new byte[box.Length - 16];
        using AesGcm aes = new(key, 16);
        string additional = string.Create(CultureInfo.InvariantCulture, $"rv-keyfile|1|{file["vote"]!.GetValue<string>()}|{file["owner"]!.GetValue<int>()}");
        aes.Decrypt(Decode(kdf["iv"]!), box.AsSpan(..^16), box.AsSpan(^16..), plain, Encoding.UTF8.GetBytes(additional));
        Assert.Equal(22, JsonNode.Parse(plain)!["seed"]!.GetValue<string>().Length);
    }

    private async Task<Browser> SignedInAsync(string signInName)
    {
        Page sheet = await SheetAsync();
        Browser browser = new(demo.Http);
        Page page = await browser.OpenAsync("/account/sign-in", Ct);
        page = await browser.SubmitAsync(page, Page.Form("password"), new Dictionary<string, string> { ["Form.Name"] = signInName, ["Form.Password"] = sheet.Document.QuerySelector("#demo-password")!.TextContent }, Ct);
        string code = (await SheetAsync()).Document.QuerySelector($"tr[data-sign-in='{signInName}']")!.GetAttribute("data-code")!;
        page = await browser.SubmitAsync(page, Page.Form("code"), new Dictionary<string, string> { ["Form.Code"] = code }, Ct);
        Assert.Equal("/", page.Path);
        return browser;
    }

    private Task<Page> SheetAsync() => new Browser(demo.Http).OpenAsync("/demo", Ct);

    private async Task<string> ResolveAsync(string text)
    {
        string[] votes = [.. (await SheetAsync()).Document.QuerySelectorAll("a[href^='/votes/']").Select(link => link.GetAttribute("href")!.Split('/')[2])];
        return text.Replace("{open}", votes[0], StringComparison.Ordinal).Replace("{published}", votes[1], StringComparison.Ordinal);
    }

    // Records drop the padding of base64.
    private static byte[] Decode(JsonNode text) => Convert.FromBase64String(text.GetValue<string>() is var plain ? plain + new string('=', (4 - plain.Length % 4) % 4) : "");
}

public sealed class DemoSwitchTests
{
    [Theory]
    [InlineData("--demo")]
    [InlineData("--Demo", "true")]
    [InlineData("--urls", "http://localhost:5080", "demo")]
    [InlineData("Demo")]
    public void Only_the_first_argument_demo_switches_it_on(params string[] args)
    {
        Assert.Null(DemoMode.Of(args));
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.AddDemo(DemoMode.Of(args));
        Assert.DoesNotContain(builder.Services, service => service.ServiceType == typeof(PasskeyExemption) || service.ServiceType == typeof(DemoSheet));
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://192.0.2.7:5080")]
    [InlineData("http://votes.example.org")]
    [InlineData("http://localhost:5080;http://[::]:5081")]
    public void It_does_not_start_on_an_address_that_other_machines_reach(string urls)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(["--urls", urls]);
        Assert.Throws<InvalidOperationException>(() => DemoMode.Of(["demo"])!.Configure(builder));
    }

    [Fact]
    public void It_does_not_start_where_the_configuration_names_other_endpoints()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(["--Kestrel:Endpoints:Http:Url=http://0.0.0.0:80"]);
        Assert.Throws<InvalidOperationException>(() => DemoMode.Of(["demo"])!.Configure(builder));
    }
}
