using Microsoft.AspNetCore.Identity;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.EndToEnd.Tests.People;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Accounts.Activation;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Agreements;
using RatifyVote.Web.Agreements.Content;
using RatifyVote.Web.Agreements.Editing;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.EndToEnd.Tests.Sites;

/// <summary>Somebody with an account and a passkey.</summary>
internal sealed record Known(Guid Account, string Name, SeededPasskey Passkey)
{
    public Person AsPerson => new(Account, Name);
}

/// <summary>A small union: two locals with members, two officers, three trustees, a certifier, one agreement with published dossiers.</summary>
internal sealed class Union(Site site)
{
    public const string Agreement = "basic-2026";
    private readonly Dictionary<int, List<Guid>> members = [];

    public Known Ann { get; private set; } = null!;

    public Known Bob { get; private set; } = null!;

    public IReadOnlyList<Known> Trustees { get; private set; } = [];

    public Known Certifier { get; private set; } = null!;

    public static async Task<Union> FoundAsync(Site site)
    {
        Union union = new(site);
        await union.AddLocalAsync(80, "Studio Grips", "Maya Ruiz", "Noah Kim", "Iris Okafor", "Leon Brandt", "Sofia Marsh", "Otis Vega");
        await union.AddLocalAsync(600, "Camera Guild", "Ada Flores", "Ben Archer", "Clio Santos", "Dan Whitfield");
        union.Ann = await union.AddStaffAsync("Ann Keller", Role.InternationalOfficer);
        union.Bob = await union.AddStaffAsync("Bob Haines", Role.InternationalOfficer);
        union.Trustees = [await union.AddStaffAsync("Tess Moreno", Role.Trustee), await union.AddStaffAsync("Tom Adler", Role.Trustee), await union.AddStaffAsync("Tilda Roy", Role.Trustee)];
        union.Certifier = await union.AddStaffAsync("Cora Lindqvist", Role.Certifier);
        await union.PublishDossiersAsync();
        return union;
    }

    /// <summary>The member with an account and a passkey.</summary>
    public async Task<Known> MemberAsync(int local, int place)
    {
        Account account = await AccountOfAsync(local, place);
        return await WithPasskeyAsync(account);
    }

    /// <summary>Card number and one-time code of a member who has no way to sign in yet.</summary>
    public async Task<(string Card, string Code)> LetterToAsync(int local, int place)
    {
        Account account = await AccountOfAsync(local, place);
        return await site.DoAsync<IServiceProvider, (string, string)>(async services =>
        {
            string code = await ((IssueActivation)services.GetService(typeof(IssueActivation))!).IssueCodeAsync(account, Actor.Console, default);
            await ((RatifyVoteDb)services.GetService(typeof(RatifyVoteDb))!).SaveChangesAsync();
            return (account.UserName!, code);
        });
    }

    private Task<Account> AccountOfAsync(int local, int place) => site.DoAsync<UserManager<Account>, Account>(async accounts =>
    {
        Account account = new()
        {
            Id = Guid.NewGuid(), UserName = Card(local, place), DisplayName = names[local][place], MemberId = members[local][place], Email = $"{Card(local, place).ToLowerInvariant()}@example.org",
        };
        Require(await accounts.CreateAsync(account));
        return account;
    });

    private async Task<Known> AddStaffAsync(string name, Role role)
    {
        Account account = new() { Id = Guid.NewGuid(), UserName = name.Replace(' ', '.'), DisplayName = name, Email = name.Replace(' ', '.').ToLowerInvariant() + "@example.org" };
        await site.DoAsync<UserManager<Account>>(async accounts => Require(await accounts.CreateAsync(account)));
        await site.DoAsync<IServiceProvider>(async services =>
        {
            await ((Grants)services.GetService(typeof(Grants))!).AddAsync(account.Id, new Grant(role, null), Actor.Console, default);
            await ((RatifyVoteDb)services.GetService(typeof(RatifyVoteDb))!).SaveChangesAsync();
        });
        return await WithPasskeyAsync(account);
    }

    private async Task<Known> WithPasskeyAsync(Account account)
    {
        SeededPasskey passkey = new(account.Id);
        await site.DoAsync<UserManager<Account>>(async accounts =>
            Require(await accounts.AddOrUpdatePasskeyAsync((await accounts.FindByIdAsync(account.Id.ToString()))!, passkey.AtTheServer(site.Clock.GetUtcNow()))));
        return new(account.Id, account.DisplayName, passkey);
    }

    private readonly Dictionary<int, string[]> names = [];

    private static string Card(int local, int place) => $"C{local}{place:D3}";

    private Task AddLocalAsync(int number, string name, params string[] people) => site.DoAsync<RatifyVoteDb>(async db =>
    {
        LocalNumber local = new(number);
        db.Add(new LocalRow { Number = local, Name = name });
        (names[number], members[number]) = (people, []);
        for (int i = 0; i < people.Length; i++)
        {
            MemberRow member = new() { CardNumber = Card(number, i), Name = people[i], Email = $"{Card(number, i).ToLowerInvariant()}@example.org" };
            MembershipRow membership = new() { MemberId = member.Id, Local = local, Since = new(2020, 1, 1) };
            membership.Standings.Add(new StandingRow { MembershipId = membership.Id, From = new(2020, 1, 1), Standing = Standing.Good });
            member.Memberships.Add(membership);
            db.Add(member);
            members[number].Add(member.Id);
        }

        await db.SaveChangesAsync();
    });

    private async Task PublishDossiersAsync()
    {
        await site.DoAsync<CreateAgreement, AgreementOutcome>(use => use.RunAsync(Agreement, "Basic Agreement", "AMPTP", [new(80), new(600)], Actor.Console, default));
        foreach (int local in new[] { 80, 600 })
        {
            Issue[] issues =
            [
                new("Wages", "Scale of 2024, 3% a year.", "**7%, 4%, 3.5%** over three years.", "About $61 more a week at journeyperson scale from the first year.", "1 August 2026", "Article 5", IssueStatus.Gain),
                new("Rest between shifts", "9 hours.", "10 hours, and 54 hours at weekends.", "Later calls after long days; the penalty doubles.", "1 August 2026", "Article 18", IssueStatus.Gain),
                new("Streaming residuals", "Fixed.", "Unchanged.", "Nothing changes before the next round.", "", "Article 30", IssueStatus.Held),
            ];
            DossierOutcome revised = await site.DoAsync<ReviseDossier, DossierOutcome>(use => use.RunAsync(Agreement, local, 0, c => c with
            {
                Summary = "Higher wages, longer rest and a funded pension.\n\n- 7%, 4% and 3.5%\n- ten hours of rest\n- pension contribution up by $1.10 an hour",
                Term = "1 August 2026 to 31 July 2029", Recommendation = "The bargaining committee recommends a Yes vote.", Meetings = "Sunday, 10:00, hall of the local, and online.", Contact = "800 555 0100", Issues = issues,
            }, default));
            Assert.False(revised is DossierOutcome.Refused, revised.ToString());
            Assert.IsType<DossierOutcome.Published>(await site.DoAsync<PublishDossier, DossierOutcome>(use => use.RunAsync(Agreement, local, 1, "", Actor.Console, default)));
        }
    }

    private static void Require(IdentityResult result) => Assert.True(result.Succeeded, string.Join(", ", result.Errors.Select(error => error.Code)));
}
