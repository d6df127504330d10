using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Accounts.Activation;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Notifications.Delivery;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Roster.Storage;
using RatifyVote.Web.Tests.Sites;

namespace RatifyVote.Web.Tests.Accounts;

/// <summary>Members on a roster, and their ways in, for tests.</summary>
internal static class AccountKit
{
    public static readonly LocalNumber Grips = new(80);
    public static readonly DateOnly Born = new(1984, 3, 21);

    public static Task<MemberFacts> AddMemberAsync(this TestSite site, string card, string? email) => site.InScopeAsync(async services =>
    {
        RatifyVoteDb db = services.GetRequiredService<RatifyVoteDb>();
        if (await db.Set<LocalRow>().FindAsync(Grips) is null)
        {
            db.Add(new LocalRow { Number = Grips, Name = "Grips" });
        }

        MemberRow member = new() { CardNumber = card, Name = "Ana Member", Email = email, Secret = services.GetRequiredService<RosterSecrets>().HashOf(card, Born) };
        MembershipRow membership = new() { Local = Grips, Since = new(2020, 1, 1) };
        membership.Standings.Add(new StandingRow { From = new(2020, 1, 1), Standing = Standing.Good });
        member.Memberships.Add(membership);
        db.Add(member);
        await db.SaveChangesAsync();
        return new MemberFacts(member.Id, card, member.Name, email);
    });

    /// <summary>Sends the link and reads it in the mail folder.</summary>
    public static async Task<string> SendLinkAsync(this TestSite site, MemberFacts member)
    {
        await site.InScopeAsync(services => services.GetRequiredService<IssueActivation>().SendLinksAsync([member], Actor.Console, default));
        return (await site.MailsAsync()).Select(mail => Regex.Match(mail, "https://localhost(/activate/[^\\s]+)")).Last(match => match.Success).Groups[1].Value;
    }

    /// <summary>Bodies of all mails delivered so far, oldest file first.</summary>
    public static async Task<IReadOnlyList<string>> MailsAsync(this TestSite site)
    {
        await site.InScopeAsync(services => services.GetRequiredService<DeliverMail>().RunAsync(default));
        return [.. new DirectoryInfo(site.MailFolder).EnumerateFiles("*.eml").OrderBy(file => file.LastWriteTimeUtc)
            .Select(file => Encoding.UTF8.GetString(Convert.FromBase64String(File.ReadAllText(file.FullName).Split("\r\n\r\n", 2)[1])))];
    }

    public static Task<HttpResponseMessage> ProveAsync(this Visitor visitor, string link, string card, DateOnly born) =>
        visitor.SubmitAsync(link, "activate", ("Form.CardNumber", card), ("Form.DateOfBirth", born.ToString("yyyy-MM-dd")));

    /// <summary>A member who has activated with a passkey and is signed in.</summary>
    public static async Task<(Visitor Visitor, SoftwareKey Key, MemberFacts Member)> ActivatedAsync(this TestSite site, string card, params Grant[] grants)
    {
        MemberFacts member = await site.AddMemberAsync(card, card.ToLowerInvariant() + "@example.org");
        Visitor visitor = site.Visitor();
        (await visitor.ProveAsync(await site.SendLinkAsync(member), card, Born)).Dispose();
        SoftwareKey key = new();
        Assert.Equal(System.Net.HttpStatusCode.OK, await visitor.AddPasskeyAsync(key));
        await site.InScopeAsync(async services =>
        {
            RatifyVoteDb db = services.GetRequiredService<RatifyVoteDb>();
            Guid account = db.Users.Single(one => one.MemberId == member.Id).Id;
            foreach (Grant grant in grants)
            {
                await services.GetRequiredService<Grants>().AddAsync(account, grant, Actor.Console, default);
            }

            await db.SaveChangesAsync();
        });
        return (visitor, key, member);
    }
}
