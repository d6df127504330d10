using System.Net;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Tests.Sites;

namespace RatifyVote.Web.Tests.Accounts;

public class ActivationTests
{
    [Theory, OnBothDatabases]
    public async Task A_member_activates_with_link_and_roster_secret_and_signs_in_with_a_passkey(DatabaseProvider provider)
    {
        await using TestSite site = await TestSite.StartAsync(provider);
        MemberFacts member = await site.AddMemberAsync("A-100", "ana@example.org");
        string link = await site.SendLinkAsync(member);
        Visitor ana = site.Visitor();
        Assert.Equal("/account/welcome", (await ana.ProveAsync(link, "a-100", AccountKit.Born)).LeadsTo());
        using SoftwareKey key = new();
        Assert.Equal(HttpStatusCode.OK, await ana.AddPasskeyAsync(key));
        Assert.Contains("Ana Member", await ana.ReadAsync("/"));

        Visitor elsewhere = site.Visitor();
        Assert.Equal(HttpStatusCode.OK, await elsewhere.SignInAsync(key));
        Assert.Contains("Ana Member", await elsewhere.ReadAsync("/account"));
        Assert.Contains("no longer works", await site.Visitor().ReadAsync(link));
    }

    [Fact]
    public async Task The_mailbox_alone_does_not_get_in_and_ten_failures_end_the_link()
    {
        await using TestSite site = await TestSite.StartAsync();
        string link = await site.SendLinkAsync(await site.AddMemberAsync("A-100", "ana@example.org"));
        for (int guess = 0; guess < 10; guess++)
        {
            HttpResponseMessage answer = await site.Visitor().ProveAsync(link, "A-100", new DateOnly(1970, 1, 1).AddDays(guess));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain(answer.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(cookie => cookie.Contains("rv-session")));
        }

        Assert.Contains("no longer works", await site.Visitor().ReadAsync(link));
    }

    [Fact]
    public async Task Opening_the_link_any_number_of_times_changes_nothing()
    {
        await using TestSite site = await TestSite.StartAsync();
        string link = await site.SendLinkAsync(await site.AddMemberAsync("A-100", "ana@example.org"));
        for (int scanner = 0; scanner < 3; scanner++)
        {
            await site.Visitor().ReadAsync(link);
        }

        Assert.Equal("/account/welcome", (await site.Visitor().ProveAsync(link, "A-100", AccountKit.Born)).LeadsTo());
    }

    [Fact]
    public async Task Another_members_card_and_date_of_birth_do_not_open_a_link()
    {
        await using TestSite site = await TestSite.StartAsync();
        await site.AddMemberAsync("A-200", "ben@example.org");
        string link = await site.SendLinkAsync(await site.AddMemberAsync("A-100", "ana@example.org"));
        Assert.Null((await site.Visitor().ProveAsync(link, "A-200", AccountKit.Born)).LeadsTo());
    }

    [Fact]
    public async Task Activating_again_removes_every_older_way_in_and_tells_the_member()
    {
        await using TestSite site = await TestSite.StartAsync();
        (_, SoftwareKey lost, MemberFacts member) = await site.ActivatedAsync("A-100");
        Visitor again = site.Visitor();
        (await again.ProveAsync(await site.SendLinkAsync(member), "A-100", AccountKit.Born)).Dispose();
        using SoftwareKey found = new();
        Assert.Equal(HttpStatusCode.OK, await again.AddPasskeyAsync(found));
        Assert.Equal(HttpStatusCode.Forbidden, await site.Visitor().SignInAsync(lost));
        Assert.Equal(HttpStatusCode.OK, await site.Visitor().SignInAsync(found));
        Assert.Contains(await site.MailsAsync(), mail => mail.Contains("every older way to sign in was removed"));
    }

    [Fact]
    public async Task An_activation_session_reaches_nothing_but_the_first_way_to_sign_in()
    {
        await using TestSite site = await TestSite.StartAsync();
        string link = await site.SendLinkAsync(await site.AddMemberAsync("A-100", "ana@example.org"));
        Visitor ana = site.Visitor();
        (await ana.ProveAsync(link, "A-100", AccountKit.Born)).Dispose();
        Assert.Equal("/account/welcome", (await ana.Http.GetAsync("/account")).LeadsTo());
        site.Clock.Advance(TimeSpan.FromMinutes(21));
        Assert.StartsWith("/account/sign-in", (await ana.Http.GetAsync("/account/welcome")).LeadsTo());
    }
}
