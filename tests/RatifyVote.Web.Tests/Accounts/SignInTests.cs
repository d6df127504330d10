using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Accounts.Passwords;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Tests.Sites;

namespace RatifyVote.Web.Tests.Accounts;

public partial class SignInTests
{
    private const string Password = "copper lantern river";

    [Theory, OnBothDatabases]
    public async Task A_members_sign_in_writes_no_row(DatabaseProvider provider)
    {
        await using TestSite site = await TestSite.StartAsync(provider);
        (_, SoftwareKey key, _) = await site.ActivatedAsync("A-100");
        string before = await EverythingAsync(site);
        Assert.Equal(HttpStatusCode.OK, await site.Visitor().SignInAsync(key));
        Assert.Equal(before, await EverythingAsync(site));
    }

    [Fact]
    public async Task An_officers_sign_in_keeps_the_passkeys_counter_so_a_copied_key_is_refused()
    {
        await using TestSite site = await TestSite.StartAsync();
        (_, SoftwareKey key, _) = await site.ActivatedAsync("A-100", new Grant(Role.LocalOfficer, AccountKit.Grips));
        Assert.Equal(HttpStatusCode.OK, await site.Visitor().SignInAsync(key));
        key.Counter = 1;
        Assert.Equal(HttpStatusCode.Forbidden, await site.Visitor().SignInAsync(key));
    }

    [Fact]
    public async Task A_passkey_used_on_another_origin_or_without_verifying_the_person_is_refused()
    {
        await using TestSite site = await TestSite.StartAsync();
        (_, SoftwareKey key, _) = await site.ActivatedAsync("A-100");
        key.Origin = "https://localhost.example.org";
        Assert.Equal(HttpStatusCode.Forbidden, await site.Visitor().SignInAsync(key));
        (key.Origin, key.Verifies) = ("https://localhost", false);
        Assert.Equal(HttpStatusCode.Forbidden, await site.Visitor().SignInAsync(key));
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_a_session_elsewhere_with_its_next_request()
    {
        await using TestSite site = await TestSite.StartAsync();
        (Visitor ana, SoftwareKey key, _) = await site.ActivatedAsync("A-100");
        Visitor elsewhere = site.Visitor();
        await elsewhere.SignInAsync(key);
        await elsewhere.ReadAsync("/account");
        (await ana.SubmitAsync("/account", "everywhere")).Dispose();
        Assert.StartsWith("/account/sign-in", (await elsewhere.Http.GetAsync("/account")).LeadsTo());
        Assert.StartsWith("/account/sign-in", (await ana.Http.GetAsync("/account")).LeadsTo());
    }

    [Fact]
    public async Task A_password_needs_the_apps_code_and_each_code_works_once()
    {
        await using TestSite site = await TestSite.StartAsync();
        (Visitor ana, _, _) = await site.ActivatedAsync("A-100");
        byte[] app = await SetPasswordAsync(site, ana);
        site.Clock.Advance(TimeSpan.FromSeconds(60));

        Visitor first = site.Visitor();
        Assert.StartsWith("/account/sign-in/code", (await EnterAsync(first, "A-100", Password)).LeadsTo());
        Assert.StartsWith("/account/sign-in", (await first.Http.GetAsync("/account")).LeadsTo());
        string code = Totp.CodeAt(app, site.Clock.GetUtcNow().ToUnixTimeSeconds() / Totp.StepSeconds);
        Assert.Equal("/", (await first.SubmitAsync("/account/sign-in/code", "code", ("Form.Code", code))).LeadsTo());
        await first.ReadAsync("/account");

        Visitor second = site.Visitor();
        (await EnterAsync(second, "a-100@EXAMPLE.org", Password)).Dispose();
        Assert.Null((await second.SubmitAsync("/account/sign-in/code", "code", ("Form.Code", code))).LeadsTo());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_answered_with_the_same_page()
    {
        await using TestSite site = await TestSite.StartAsync();
        (Visitor ana, _, _) = await site.ActivatedAsync("A-100");
        await SetPasswordAsync(site, ana);
        string wrong = await (await EnterAsync(site.Visitor(), "A-100", "not the password")).Content.ReadAsStringAsync();
        string unknown = await (await EnterAsync(site.Visitor(), "B-999", "not the password")).Content.ReadAsStringAsync();
        Assert.Equal(Alike(wrong, "A-100"), Alike(unknown, "B-999"));
    }

    [Fact]
    public async Task After_ten_wrong_passwords_the_password_is_locked_but_the_passkey_still_opens()
    {
        await using TestSite site = await TestSite.StartAsync();
        (Visitor ana, SoftwareKey key, _) = await site.ActivatedAsync("A-100");
        await SetPasswordAsync(site, ana);
        for (int guess = 0; guess < 10; guess++)
        {
            (await EnterAsync(site.Visitor(), "A-100", "guess number " + guess)).Dispose();
        }

        Assert.Null((await EnterAsync(site.Visitor(), "A-100", Password)).LeadsTo());
        Assert.Equal(HttpStatusCode.OK, await site.Visitor().SignInAsync(key));
    }

    [Theory]
    [InlineData("password1234"), InlineData("P@ssw0rd2026!"), InlineData("qwertyuiop12"), InlineData("aaaaaaaaaaaa"), InlineData("12345678"), InlineData("1qaz2wsx3edc"), InlineData("IloveyouMonkey"), InlineData("1984-03-21"), InlineData("Summer2026!!")]
    public void Passwords_that_are_guessed_first_are_refused(string password) =>
        Assert.Equal(PasswordProblem.TooCommon, PasswordRules.Problem(password, []));

    [Theory]
    [InlineData("copper lantern river"), InlineData("kf83nq0zt2"), InlineData("correct horse battery staple"), InlineData("Ändere mich nicht 7")]
    public void Passphrases_and_random_passwords_are_taken(string password) => Assert.Null(PasswordRules.Problem(password, ["A-100", "ana@example.org", "Ana Member"]));

    [Fact]
    public void A_password_made_of_ones_own_name_is_refused() =>
        Assert.Equal(PasswordProblem.HoldsWhatIsKnown, PasswordRules.Problem("valentina9", ["A-100", "ana@example.org", "Valentina Rossi"]));

    [Fact]
    public void Codes_are_those_of_RFC_6238_appendix_B() =>
        Assert.Equal(["287082", "081804", "005924"], new long[] { 59, 1111111109, 1234567890 }.Select(second => Totp.CodeAt("12345678901234567890"u8, second / 30)));

    internal static async Task<byte[]> SetPasswordAsync(TestSite site, Visitor visitor)
    {
        string html = await visitor.ReadAsync("/account/password");
        string key = KeyText().Match(html).Groups[1].Value.Replace(" ", "");
        byte[] app = Totp.FromBase32(key)!;
        Dictionary<string, string> fields = HiddenFields().Matches(html).Where(match => match.Groups[1].Value is "Form.Sealed" or "_handler" or "__RequestVerificationToken")
            .GroupBy(match => match.Groups[1].Value).ToDictionary(group => group.Key, group => WebUtility.HtmlDecode(group.Last().Groups[2].Value));
        fields["_handler"] = "password";
        fields["Form.Password"] = Password;
        fields["Form.Code"] = Totp.CodeAt(app, site.Clock.GetUtcNow().ToUnixTimeSeconds() / Totp.StepSeconds);
        string done = await (await visitor.Http.PostAsync("/account/password", new FormUrlEncodedContent(fields))).Content.ReadAsStringAsync();
        Assert.Contains("recovery codes", done);
        return app;
    }

    private static Task<HttpResponseMessage> EnterAsync(Visitor visitor, string name, string password) =>
        visitor.SubmitAsync("/account/sign-in", "password", ("Form.Name", name), ("Form.Password", password));

    private static async Task<string> EverythingAsync(TestSite site)
    {
        await using RatifyVoteDb db = site.Databases.RatifyVote();
        List<object> all = [];
        foreach (var type in db.Model.GetEntityTypes().Where(type => type.FindPrimaryKey() is not null && type.ClrType.Name != "KeyRingRow" && !type.IsOwned()))
        {
            IQueryable<object> rows = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), 1, [])!.MakeGenericMethod(type.ClrType).Invoke(db, null)!;
            all.AddRange(await rows.AsNoTracking().ToListAsync());
        }

        return string.Join('\n', all.Select(row => row.GetType().Name + JsonSerializer.Serialize(row, row.GetType())).Order());
    }

    private static string Alike(string html, string name) => Tokens().Replace(html.Replace(name, "NAME"), "TOKEN");

    [GeneratedRegex("<code>([A-Z2-7 ]{20,})</code>")]
    private static partial Regex KeyText();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenFields();

    [GeneratedRegex("CfDJ[A-Za-z0-9_-]+")]
    private static partial Regex Tokens();
}
