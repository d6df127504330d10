using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RatifyVote.Domain;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Administration.Granting;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Audit.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Roster.Storage;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Tests.Accounts;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Tests.Sites;

namespace RatifyVote.Web.Tests.Administration;

public class RoleTests
{
    private static readonly TestClock Clock = new();

    [Theory, OnBothDatabases]
    public async Task A_role_holds_where_it_is_given_and_is_told_to_the_person(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        Guid person = await AccountAsync(databases, passkey: true);
        Assert.Null(await GrantAsync(databases, person, Role.LocalOfficer, 80));
        Assert.Equal(GrantRefusal.AlreadyHeld, await GrantAsync(databases, person, Role.LocalOfficer, 80));
        Assert.Equal(GrantRefusal.LocalNeeded, await GrantAsync(databases, person, Role.LocalOfficer, null));
        Assert.Equal(GrantRefusal.LocalUnknown, await GrantAsync(databases, person, Role.LocalOfficer, 81));
        Assert.Equal(GrantRefusal.NotForOneLocal, await GrantAsync(databases, person, Role.Trustee, 80));
        Assert.Equal(GrantRefusal.RoleNotGiven, await GrantAsync(databases, person, Role.Member, null));
        Assert.Equal(GrantRefusal.NoSuchAccount, await GrantAsync(databases, Guid.NewGuid(), Role.Observer, null));
        await using RatifyVoteDb db = databases.RatifyVote();
        Assert.Equal([new Grant(Role.LocalOfficer, new LocalNumber(80))], await new Grants(db, Clock).OfAsync(person, default));
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.Name == nameof(RoleGranted)));
    }

    [Theory, OnBothDatabases]
    public async Task Two_administrators_who_withdraw_each_other_at_once_leave_one(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        Guid one = await AccountAsync(databases, passkey: true);
        Guid other = await AccountAsync(databases, passkey: true);
        Guid keyless = await AccountAsync(databases, passkey: false);
        foreach (Guid account in new[] { one, other, keyless })
        {
            Assert.Null(await GrantAsync(databases, account, Role.Administrator, null));
        }

        GrantRefusal?[] answers = await Task.WhenAll(WithdrawAsync(databases, one, Role.Administrator), WithdrawAsync(databases, other, Role.Administrator));
        Assert.Equal([null, GrantRefusal.LastAdministrator], answers.Order());
        await using RatifyVoteDb db = databases.RatifyVote();
        Assert.Single(await new Grants(db, Clock).HoldersAsync(Role.Administrator, default), holder => holder.HasPasskey);
    }

    [Theory, OnBothDatabases]
    public async Task An_administrator_is_neither_trustee_nor_certifier(DatabaseProvider provider)
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(provider);
        Guid person = await AccountAsync(databases, passkey: true);
        Assert.Null(await GrantAsync(databases, person, Role.Administrator, null));
        Assert.Equal(GrantRefusal.AdministratorStaysApart, await GrantAsync(databases, person, Role.Trustee, null));
        Assert.Equal(GrantRefusal.AdministratorStaysApart, await GrantAsync(databases, person, Role.Certifier, null));
        Guid trustee = await AccountAsync(databases, passkey: true);
        Assert.Null(await GrantAsync(databases, trustee, Role.Trustee, null));
        Assert.Equal(GrantRefusal.AdministratorStaysApart, await GrantAsync(databases, trustee, Role.Administrator, null));
    }

    [Fact]
    public async Task An_administrator_gives_and_withdraws_a_role_page_by_page()
    {
        await using TestSite site = await TestSite.StartAsync();
        (Visitor admin, _, _) = await site.ActivatedAsync("A-100", new Grant(Role.Administrator, null));
        (Visitor ben, _, MemberFacts member) = await site.ActivatedAsync("A-200");
        Guid account = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<RatifyVoteDb>().Users.Single(one => one.MemberId == member.Id).Id));
        string page = $"/administration/people/{account}";
        foreach (string path in new[] { "/administration", "/administration/people?q=a-200", page, "/administration/locals", "/administration/settings" })
        {
            Assert.NotEmpty(await admin.ReadAsync(path));
            Assert.Equal(HttpStatusCode.NotFound, (await ben.Http.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await ben.Http.GetAsync("/roster")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await admin.SubmitAsync(page, "role-grant", ("Form.Role", "LocalOfficer"), ("Form.Local", "80"), ("Form.Account", Guid.Empty.ToString()))).StatusCode);
        // The running session of the person has the role with its next request.
        Assert.NotEmpty(await ben.ReadAsync("/roster"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.SubmitAsync(page, "role-grant", ("Form.Role", "Emperor"))).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await admin.SubmitAsync(page, "role-withdraw", ("Withdraw.Grant", "LocalOfficer@80"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Http.GetAsync("/roster")).StatusCode);
    }

    private static async Task<Guid> AccountAsync(TestDatabases databases, bool passkey)
    {
        await using RatifyVoteDb db = databases.RatifyVote();
        Account account = new() { Id = Guid.NewGuid(), DisplayName = "Somebody", Email = "somebody@example.org" };
        (account.UserName, account.NormalizedUserName) = (account.Id.ToString(), account.Id.ToString().ToUpperInvariant());
        db.Add(account);
        if (passkey)
        {
            db.Add(new IdentityUserPasskey<Guid> { UserId = account.Id, CredentialId = account.Id.ToByteArray(), Data = new() { PublicKey = [1], AttestationObject = [1], ClientDataJson = [1], Transports = [] } });
        }

        if (!await db.Set<LocalRow>().AnyAsync())
        {
            db.Add(new LocalRow { Number = new(80), Name = "Grips" });
        }

        await db.SaveChangesAsync();
        return account.Id;
    }

    private static async Task<GrantRefusal?> GrantAsync(TestDatabases databases, Guid account, Role role, int? local)
    {
        await using RatifyVoteDb db = databases.RatifyVote();
        return await new GrantRole(db, new Grants(db, Clock), new Rosters(db), new SiteSettings(new Uri("https://localhost"), "Union", null), new Words())
            .RunAsync(account, role, local is { } number ? new LocalNumber(number) : null, Actor.Console, default);
    }

    private static async Task<GrantRefusal?> WithdrawAsync(TestDatabases databases, Guid account, Role role)
    {
        await using RatifyVoteDb db = databases.RatifyVote();
        return await new WithdrawRole(db, new Grants(db, Clock)).RunAsync(account, new Grant(role, null), Actor.Console, default);
    }
}
