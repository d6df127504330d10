using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using RatifyVote.Domain;
using RatifyVote.Domain.Outcomes;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Accounts.Activation;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Roster.Importing;
using RatifyVote.Web.Roster.Locals;

namespace RatifyVote.Web.Demo;

/// <summary>Locals, members, and the people of the sign-in sheet.</summary>
internal sealed class DemoUnion(UseCases use, DemoSheet sheet, DemoClock clock, DemoCertifiers certifiers)
{
    public static readonly TimeSpan Begun = TimeSpan.FromDays(60);
    private static readonly Reach Everywhere = new(true, new HashSet<LocalNumber>());
    private readonly Dictionary<LocalNumber, Guid[]> members = [];

    /// <summary>Of every local its members, in the order of card numbers.</summary>
    public IReadOnlyDictionary<LocalNumber, Guid[]> Members => members;

    public async Task MakeAsync(CancellationToken ct)
    {
        clock.Behind = Begun;
        IReadOnlyList<UnitCounts> table = DemoTable.Read();
        await use.MustAsync<PutLocals, LocalsOutcome, LocalsOutcome.Put>(put => put.RunAsync(string.Join('\n', table.Select(unit => $"{unit.Unit.Local}, {unit.Name}")), Actor.Console, ct));
        DemoPerson administrator = await AddAsync("Administrator", "Ada Lindqvist", "administrator", new(Role.Administrator, null), ct);
        await certifiers.GivePasskeyAsync(administrator.Account, ct);
        foreach ((string name, string signIn) in ((string, string)[])[("Olive Marchetti", "officer"), ("Omar Haddad", "officer2")])
        {
            await AddAsync("InternationalOfficer", name, signIn, new(Role.InternationalOfficer, null), ct);
        }

        await ImportAsync(table, Named("officer").Account, ct);
        await AddMemberAsync("Member", new(80), 0, ct);
        await AddMemberAsync("Member", new(600), 0, ct);
        await AddAsync("LocalOfficer", "Lena Okoro", "local80", new(Role.LocalOfficer, new LocalNumber(80)), ct);
        foreach ((string name, int at) in ((string[])["Tess Arnold", "Theo Bianchi", "Tove Castro"]).Select((name, at) => (name, at + 1)))
        {
            await AddAsync("Trustee", name, $"trustee{at}", new(Role.Trustee, null), ct);
        }

        foreach ((string name, int at) in ((string[])["Cora Whitfield", "Cyril Nakamura"]).Select((name, at) => (name, at + 1)))
        {
            DemoPerson certifier = await AddAsync("Certifier", name, $"certifier{at}", new(Role.Certifier, null), ct);
            await certifiers.GivePasskeyAsync(certifier.Account, ct);
        }

        await AddAsync("Observer", "Opal Reyes", "observer", new(Role.Observer, null), ct);
        await AddAsync("HelpDesk", "Hal Jensen", "helpdesk", new(Role.HelpDesk, null), ct);
    }

    public DemoPerson Named(string signInName) => sheet.People.Single(person => person.SignInName == signInName);

    private async Task ImportAsync(IReadOnlyList<UnitCounts> table, Guid officer, CancellationToken ct)
    {
        StringBuilder csv = new("card,name,email,local,standing,born\n");
        int number = 0;
        foreach (UnitCounts unit in table)
        {
            for (long i = 0; i < unit.Eligible; i++, number++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"{CardOf(number)},{NameOf(number)},member{number}@members.example.org,{unit.Unit.Local},good,{new DateOnly(1955, 1, 1).AddDays(number * 41 % 16_000):yyyy-MM-dd}\n");
            }
        }

        using MemoryStream file = new(Encoding.UTF8.GetBytes(csv.ToString()));
        Guid import = (await use.MustAsync<StageImport, UploadOutcome, UploadOutcome.Staged>(stage => stage.RunAsync(file, "", Everywhere, officer, ct))).Import;
        StagedImport staged = (await use.AskAsync<StagedImports, StagedImport?>(imports => imports.FindAsync(import, officer, ct)))!;
        string plan = (await use.AskAsync<CompareWithRolls, ImportPlan>(compare => compare.RunAsync(staged, Everywhere, ct))).Hash;
        await use.MustAsync<ApplyImport, ApplyOutcome, ApplyOutcome.Applied>(apply => apply.RunAsync(import, plan, Everywhere, officer, ct));
        await FindMembersAsync(table, ct);
    }

    private async Task FindMembersAsync(IReadOnlyList<UnitCounts> table, CancellationToken ct)
    {
        int number = 0;
        foreach (UnitCounts unit in table)
        {
            Guid[] ids = new Guid[unit.Eligible!.Value];
            for (int i = 0; i < ids.Length; i++)
            {
                string card = CardOf(number++);
                ids[i] = (await use.AskAsync<Rosters, MemberFacts?>(rosters => rosters.MemberByCardAsync(card, ct)))!.Id;
            }

            members[unit.Unit.Local!.Value] = ids;
        }
    }

    private Task<DemoPerson> AddAsync(string role, string name, string signInName, Grant grant, CancellationToken ct) => SignUpAsync(
        role, (issue, _) => Task.FromResult(issue.NewAccount(signInName, name, $"{signInName}@staff.example.org", member: null)), grant, ct);

    private Task<DemoPerson> AddMemberAsync(string role, LocalNumber local, int at, CancellationToken ct) => SignUpAsync(role, async (issue, rosters) =>
        await issue.AccountOfAsync((await rosters.MemberAsync(members[local][at], ct))!, ct), null, ct);

    /// <summary>An account with the sheet's password and an app of its own.</summary>
    private async Task<DemoPerson> SignUpAsync(string role, Func<IssueActivation, Rosters, Task<Account>> make, Grant? grant, CancellationToken ct) => await use.AskAsync<IServiceProvider, DemoPerson>(async services =>
    {
        RatifyVoteDb db = services.GetRequiredService<RatifyVoteDb>();
        Account account = await make(services.GetRequiredService<IssueActivation>(), services.GetRequiredService<Rosters>());
        if (db.Entry(account).State is Microsoft.EntityFrameworkCore.EntityState.Detached)
        {
            db.Add(account);
        }

        if (grant is { } one)
        {
            await services.GetRequiredService<Grants>().AddAsync(account.Id, one, Actor.Console, ct);
        }

        await db.SaveChangesAsync(ct);
        string key = services.GetRequiredService<UserManager<Account>>().GenerateNewAuthenticatorKey();
        await services.GetRequiredService<KeepSignInMethods>().PasswordAndAppAsync(account, DemoSheet.Password, key, activation: true, ct);
        DemoPerson person = new(account.Id, role, account.DisplayName, account.UserName!, key);
        sheet.People.Add(person);
        return person;
    });

    private static string CardOf(int number) => $"D-{number:D5}";

    private static readonly string[] Given = ["Alex", "Bela", "Carmen", "Dana", "Eun", "Farah", "Gale", "Hana", "Imani", "Jules", "Kim", "Luz", "Maya", "Noor", "Oren", "Pat", "Quinn", "Rene", "Sam", "Toni"];
    private static readonly string[] Family = ["Abara", "Brooks", "Castillo", "Dumont", "Ekberg", "Fuentes", "Garner", "Huang", "Ibarra", "Joshi", "Kessler", "Lindholm", "Moreau", "Nakamura", "Okafor", "Petrov", "Quist", "Romero", "Sato", "Tremblay", "Urban", "Vega", "Walsh"];

    private static string NameOf(int number) => $"{Given[number % Given.Length]} {Family[number * 7 % Family.Length]}";
}
