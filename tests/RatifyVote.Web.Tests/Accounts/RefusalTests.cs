using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Tests.Sites;

namespace RatifyVote.Web.Tests.Accounts;

public class RefusalTests
{
    [Fact]
    public async Task Who_is_not_signed_in_is_led_to_the_sign_in_and_who_lacks_the_capability_finds_no_page()
    {
        await using TestSite site = await TestSite.StartAsync();
        Assert.Equal("/account/sign-in?returnUrl=%2Fschedule", (await site.Visitor().Http.GetAsync("/schedule")).LeadsTo());
        HttpResponseMessage nothing = await site.Visitor().Http.GetAsync("/nothing-here");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
        Assert.Contains("There is no such page", await nothing.Content.ReadAsStringAsync());
        (Visitor member, _, _) = await site.ActivatedAsync("A-100");
        Assert.Equal(HttpStatusCode.NotFound, (await member.Http.GetAsync("/schedule")).StatusCode);
        (Visitor observer, _, _) = await site.ActivatedAsync("A-200", new Grant(Role.Observer, null));
        await observer.ReadAsync("/schedule");
    }

    [Fact]
    public async Task An_officer_who_signed_in_with_a_password_is_sent_to_the_passkey()
    {
        await using TestSite site = await TestSite.StartAsync();
        (Visitor observer, _, _) = await site.ActivatedAsync("A-200", new Grant(Role.Observer, null));
        byte[] app = await SignInTests.SetPasswordAsync(site, observer);
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Visitor password = site.Visitor();
        (await password.SubmitAsync("/account/sign-in", "password", ("Form.Name", "A-200"), ("Form.Password", "copper lantern river"))).Dispose();
        (await password.SubmitAsync("/account/sign-in/code", "code",
            ("Form.Code", RatifyVote.Web.Accounts.Passwords.Totp.CodeAt(app, site.Clock.GetUtcNow().ToUnixTimeSeconds() / 30)))).Dispose();
        Assert.Equal("/account/passkey-needed", (await password.Http.GetAsync("/schedule")).LeadsTo());
    }

    [Fact]
    public async Task A_role_that_is_withdrawn_ends_with_the_next_request()
    {
        await using TestSite site = await TestSite.StartAsync();
        Grant grant = new(Role.Observer, null);
        (Visitor observer, _, var member) = await site.ActivatedAsync("A-200", grant);
        await observer.ReadAsync("/schedule");
        await site.InScopeAsync(async services =>
        {
            var db = (RatifyVote.Web.Persistence.RatifyVoteDb)services.GetService(typeof(RatifyVote.Web.Persistence.RatifyVoteDb))!;
            await ((Grants)services.GetService(typeof(Grants))!).RemoveAsync(db.Users.Single(one => one.MemberId == member.Id).Id, grant, RatifyVote.Web.Audit.Actor.Console, default);
            await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.NotFound, (await observer.Http.GetAsync("/schedule")).StatusCode);
    }

    [Fact]
    public async Task A_request_without_its_antiforgery_token_does_nothing()
    {
        await using TestSite site = await TestSite.StartAsync();
        (Visitor ana, _, _) = await site.ActivatedAsync("A-100");
        Assert.Equal(HttpStatusCode.BadRequest, (await ana.Http.PostAsync("/account/sign-out", new FormUrlEncodedContent([]))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await ana.Http.PostAsync("/account", new FormUrlEncodedContent([new("_handler", "everywhere")]))).StatusCode);
        await ana.ReadAsync("/account");
    }

    [Fact]
    public async Task Every_answer_carries_the_strict_headers()
    {
        await using TestSite site = await TestSite.StartAsync();
        foreach (string path in new[] { "/", "/account/sign-in", "/nothing-here", "/css/tokens.css", "/healthz" })
        {
            using HttpResponseMessage answer = await site.Visitor().Http.GetAsync(path);
            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.DoesNotContain("unsafe", policy);
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
            if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
            {
                Assert.All(cookies, cookie => Assert.Matches("^__Host-.*secure.*httponly", cookie.ToLowerInvariant().Replace("__host-", "__Host-")));
            }
        }
    }

    [Fact]
    public void Every_page_says_who_may_open_it() => Assert.Empty(typeof(Program).Assembly.GetTypes()
        .Where(type => type.GetCustomAttributes<RouteAttribute>().Any())
        .Where(type => !type.GetCustomAttributes().Any(attribute => attribute is IAuthorizeData or IAllowAnonymous)).Select(type => type.FullName));

    [Fact]
    public void Every_text_that_a_page_names_exists()
    {
        string root = FindRoot();
        IReadOnlyDictionary<string, string> texts = Words.In("en");
        var missing = from file in Directory.EnumerateFiles(Path.Combine(root, "src/RatifyVote.Web"), "*.*", SearchOption.AllDirectories)
                      where file.EndsWith(".razor") || file.EndsWith(".cs")
                      from Match match in Regex.Matches(File.ReadAllText(file), "\\b(?:T|words|Words)(?:\\[|\\.Count\\()\"([^\"]+)\"")
                      let key = match.Groups[1].Value
                      let count = match.Value.Contains("Count(")
                      where !key.EndsWith('.') // the rest of the key is a value; T.Of is tested with its enum
                      where count ? !texts.ContainsKey(key + ".one") || !texts.ContainsKey(key + ".other") : !texts.ContainsKey(key)
                      select $"{Path.GetFileName(file)}: {key}";
        Assert.Empty(missing);
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "RatifyVote.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The repository's root was not found.");
    }
}
