using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RatifyVote.Domain;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Agreements;
using RatifyVote.Web.Agreements.Content;
using RatifyVote.Web.Agreements.Editing;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Certification;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Notifications;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Roster.Storage;
using RatifyVote.Web.Scheduling;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Trustees;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Drafting;
using RatifyVote.Web.Votes.Sealing;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Tests.Votes;

/// <summary>The whole host's services on fresh databases, with a clock that stands, and the steps that lead to a sealed vote.</summary>
internal sealed class VoteWorld : IAsyncDisposable
{
    public const string Agreement = "basic-2026";
    private readonly TestDatabases databases;
    private readonly WebApplication app;
    private readonly string folder;

    private VoteWorld(TestDatabases databases, WebApplication app, string folder, TestClock clock) =>
        (this.databases, this.app, this.folder, Clock) = (databases, app, folder, clock);

    public TestClock Clock { get; }

    /// <summary>The host's configuration.</summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    public TestDatabases Databases => databases;

    public Person Ann { get; } = new(Guid.NewGuid(), "Ann Officer");

    public Person Bob { get; } = new(Guid.NewGuid(), "Bob Officer");

    /// <summary>The trustees' threshold keys of the last ceremony, by place.</summary>
    public IReadOnlyList<ThresholdTrustee> Trustees { get; private set; } = [];

    /// <summary>What each of them answered with in the last round: holds the encrypted decryption key.</summary>
    public IReadOnlyList<VerificationOutput> TrusteeOutputs { get; private set; } = [];

    /// <summary>The passkeys of accounts made here.</summary>
    public Dictionary<Guid, ECDsa> Passkeys { get; } = [];

    public static async Task<VoteWorld> NewAsync(DatabaseProvider provider)
    {
        TestDatabases databases = await TestDatabases.NewAsync(provider);
        string folder = Directory.CreateTempSubdirectory("ratifyvote-world-").FullName;
        Directory.CreateDirectory(folder + "/www/booth");
        await File.WriteAllTextAsync(folder + "/www/booth/bundle.json", $"[{{\"file\":\"booth.js\",\"sha256\":\"{new string('a', 64)}\"}}]");
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { WebRootPath = folder + "/www", ContentRootPath = folder });
        Dictionary<string, string?> settings = new()
        {
            ["Database:Provider"] = databases.Settings.Provider.ToString(), ["Database:RatifyVote"] = databases.Settings.RatifyVote,
            ["Database:BallotBox"] = databases.Settings.BallotBox, ["KeyDirectory:Path"] = folder + "/keydir", ["Scheduling:Enabled"] = "false", ["Publication:Path"] = folder + "/published",
            ["Site:UnionName"] = "Stage Workers United", ["Site:PublicUrl"] = "https://localhost",
        };
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddShell().AddPersistence().AddKeyDirectory().AddAccounts().AddAdministration().AddAudit().AddScheduling().AddNotifications()
            .AddRoster().AddAgreements().AddVotes().AddTrustees().AddBooth().AddCertification();
        TestClock clock = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        builder.Services.AddSingleton<TimeProvider>(clock);
        return new VoteWorld(databases, builder.Build(), folder, clock) { Settings = settings };
    }

    /// <summary>One request: a scope of its own.</summary>
    public async Task<TResult> DoAsync<TUseCase, TResult>(Func<TUseCase, Task<TResult>> act) where TUseCase : notnull
    {
        await using AsyncServiceScope scope = app.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    public async Task DoAsync<TUseCase>(Func<TUseCase, Task> act) where TUseCase : notnull
    {
        await using AsyncServiceScope scope = app.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    public Keydir Keydir => app.Services.GetRequiredService<Keydir>();

    public string PublishedFolder => folder + "/published";

    public string KeydirFolder => folder + "/keydir";

    public async Task<Vote> VoteAsync(string vote)
    {
        await using RatifyVoteDb db = databases.RatifyVote();
        return await db.Set<Vote>().AsNoTracking().SingleAsync(v => v.Id == vote);
    }

    public RatifyVoteDb Db() => databases.RatifyVote();

    public Task<int> RevisionAsync(string vote) => DoAsync<RatifyVoteDb, int>(db => db.Set<Vote>().Where(v => v.Id == vote).Select(v => v.Revision).SingleAsync());

    /// <summary>A local with members in good standing, and a last one who is suspended.</summary>
    public async Task<IReadOnlyList<Guid>> AddLocalAsync(int number, int members)
    {
        await using RatifyVoteDb db = Db();
        LocalNumber local = new(number);
        db.Add(new LocalRow { Number = local, Name = $"Crafts of {number}" });
        List<Guid> ids = [];
        for (int i = 0; i <= members; i++)
        {
            MemberRow member = new() { CardNumber = $"C{number}-{i}", Name = $"Member {number} {i}" };
            MembershipRow membership = new() { MemberId = member.Id, Local = local, Since = new(2020, 1, 1) };
            membership.Standings.Add(new StandingRow { MembershipId = membership.Id, From = new(2020, 1, 1), Standing = i < members ? Standing.Good : Standing.Suspended });
            member.Memberships.Add(membership);
            db.Add(member);
            ids.Add(member.Id);
        }
        await db.SaveChangesAsync();
        return ids;
    }

    /// <summary>An account that may certify, with an ES256 passkey unless told otherwise.</summary>
    public async Task<Account> AddAccountAsync(string name, bool passkey = true)
    {
        Account account = new() { Id = Guid.NewGuid(), UserName = name.Replace(' ', '.'), DisplayName = name };
        await DoAsync<UserManager<Account>>(async users =>
        {
            Assert.True((await users.CreateAsync(account)).Succeeded);
            if (passkey)
            {
                ECDsa key = Passkeys[account.Id] = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                UserPasskeyInfo info = new(RandomNumberGenerator.GetBytes(16), CoseOf(key), Clock.GetUtcNow(), 0, null, true, false, false, [1], [1]);
                Assert.True((await users.AddOrUpdatePasskeyAsync(account, info)).Succeeded);
            }
        });
        return account;
    }

    public static byte[] CoseOf(ECDsa key)
    {
        ECParameters parameters = key.ExportParameters(false);
        return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. parameters.Q.X!, 0x22, 0x58, 0x20, .. parameters.Q.Y!];
    }

    /// <summary>The agreement with a published dossier of each local.</summary>
    public async Task PublishDossiersAsync(params int[] locals)
    {
        await DoAsync<CreateAgreement, AgreementOutcome>(use => use.RunAsync(Agreement, "Basic Agreement", "AMPTP", [.. locals.Select(n => new LocalNumber(n))], Actor.Console, default));
        foreach (int local in locals)
        {
            Issue issue = new("Wages", "3%", "4%, 4%, 3.5%", "More on each cheque", "1 Aug 2026", "Article 5", IssueStatus.Gain);
            await DoAsync<ReviseDossier, DossierOutcome>(use => use.RunAsync(Agreement, local, 0, c => c with { Summary = "What we won", Issues = [issue] }, default));
            Assert.IsType<DossierOutcome.Published>(await DoAsync<PublishDossier, DossierOutcome>(use => use.RunAsync(Agreement, local, 1, "", Actor.Console, default)));
        }
    }

    /// <summary>A draft with everything but what the caller leaves to itself: locals 80 and 600, one contest, opens in 20 days for 3 days.</summary>
    public async Task<string> ReadyDraftAsync(bool practice = false)
    {
        await AddLocalAsync(80, 12);
        await AddLocalAsync(600, 7);
        await PublishDossiersAsync(80, 600);
        string vote = ((CreateDraftOutcome.Created)await DoAsync<CreateDraft, CreateDraftOutcome>(use => use.RunAsync("Basic Agreement 2026", VoteKind.Ratification, practice, Ann.AsActor, default))).Vote;
        await EditAsync<ReviseSettings>(vote, (use, r) => use.RunAsync(vote, r,
            new DraftSettings("Basic Agreement 2026", VoteKind.Ratification, practice, new DateOnly(2026, 3, 1), 3600, 10, 50, 72, 15 * 24, 72, "800 555 0100"), Ann.AsActor, default));
        await EditAsync<PutContest>(vote, (use, r) => use.RunAsync(vote, r, "basic", true, Agreement, ContestTexts.For(VoteKind.Ratification, "Basic Agreement", "AMPTP"), Ann.AsActor, default));
        await EditAsync<ChooseUnits>(vote, (use, r) => use.RunAsync(vote, r, "basic", [new(new(80), "Grips"), new(new(600), "Cinematographers")], Ann.AsActor, default));
        await EditAsync<ImportDelegateTable>(vote, (use, r) => use.RunAsync(vote, r, "basic", "2025 convention", "Convention proceedings, p. 12", "local,delegates\n80,33\n600,88\n", Ann.AsActor, default));
        await EditAsync<ChooseRules>(vote, (use, r) => use.RunAsync(vote, r, "basic", "iatse_ratification", [], Ann.AsActor, default));
        await EditAsync<ConfirmAssumptions>(vote, (use, r) => use.RunAsync(vote, r, "basic", Ann, default));
        await EditAsync<ConfirmAssumptions>(vote, (use, r) => use.RunAsync(vote, r, "basic", Bob, default));
        DateTimeOffset opens = Clock.GetUtcNow().AddDays(20);
        await EditAsync<SetSchedule>(vote, (use, r) => use.RunAsync(vote, r, opens, opens.AddDays(3), Ann.AsActor, default));
        Account first = await AddAccountAsync("Cora President");
        Account second = await AddAccountAsync("Carl Secretary");
        await EditAsync<ChooseCertifiers>(vote, (use, r) => use.RunAsync(vote, r, 2, [new(first.Id, "Cora President", "President"), new(second.Id, "Carl Secretary", "Secretary-Treasurer")], Ann.AsActor, default));
        TrusteeChoice[] trustees = [new(Guid.NewGuid(), "Tess"), new(Guid.NewGuid(), "Tom"), new(Guid.NewGuid(), "Tilda")];
        await EditAsync<SeatTrustees>(vote, (use, r) => use.RunAsync(vote, r, 2, trustees, Ann.AsActor, default));
        await HoldCeremonyAsync(vote, trustees);
        return vote;
    }

    public async Task EditAsync<TUseCase>(string vote, Func<TUseCase, int, Task<DraftOutcome>> edit) where TUseCase : notnull
    {
        int revision = await RevisionAsync(vote);
        DraftOutcome outcome = await DoAsync<TUseCase, DraftOutcome>(use => edit(use, revision));
        Assert.True(outcome is DraftOutcome.Done, outcome is DraftOutcome.Refused refused ? $"{typeof(TUseCase).Name}: {string.Join(", ", refused.Why)}" : "");
    }

    /// <summary>Plays a 2 of 3 ceremony and stores what the server would have; every key is checked.</summary>
    public async Task HoldCeremonyAsync(string vote, TrusteeChoice[] people, bool keysChecked = true)
    {
        KeyCeremony ceremony = new(Group.Ed25519, people.Length, 2, vote);
        RandomSource random = SystemRandom.Source;
        Trustees = [.. people.Select((_, at) => new ThresholdTrustee(ceremony, at + 1, vote, ThresholdTrustee.NewSeed(random)))];
        ImmutableArray<SignedMessage> certs = [.. Trustees.Select(t => t.MakeCert(random))];
        ImmutableArray<PolynomialMessage> polynomials = [.. Trustees.Select(t =>
        {
            Assert.True(t.TryMakePolynomial(certs, random, out PolynomialMessage? message).IsNone);
            return message!;
        })];
        ImmutableArray<VerificationOutput> outputs = [.. Trustees.Select((t, at) =>
        {
            Assert.True(t.TryMakeKey(certs, KeyCeremony.InputOf(at + 1, polynomials), random, out VerificationOutput? output).IsNone);
            return output!;
        })];
        TrusteeOutputs = outputs;
        byte[] record = new TrusteeList([ceremony.Assemble(certs, polynomials, outputs)]).Write();
        await using RatifyVoteDb db = Db();
        db.Add(new CeremonyRow { VoteId = vote, Threshold = 2, Size = people.Length, TrusteesRecord = record });
        db.AddRange(people.Select((p, at) => new SeatRow
        {
            VoteId = vote, Place = at + 1, AccountId = p.Account, Name = p.Name, Accepted = true, Cert = [1], Polynomial = [1], Output = [1],
            KeyCheckedAt = keysChecked ? Clock.GetUtcNow() : null,
        }));
        await db.SaveChangesAsync();
    }

    /// <summary>Ann asks, Bob approves, the seal runs.</summary>
    public async Task<string> SealedAsync()
    {
        string vote = await ReadyDraftAsync();
        await ApproveSealAsync(vote);
        Assert.True(await DoAsync<SealVote, bool>(use => use.RunAsync(vote, default)));
        return vote;
    }

    public async Task ApproveSealAsync(string vote)
    {
        int revision = await RevisionAsync(vote);
        SealOutcome asked = await DoAsync<AskForSeal, SealOutcome>(use => use.RunAsync(vote, revision, Ann, default));
        Assert.True(asked is SealOutcome.Done, asked is SealOutcome.Refused no ? $"{no.Why}: {string.Join(", ", no.Blockers.Select(b => $"{b.Why} {b.About}"))}" : "");
        Assert.IsType<SealOutcome.Done>(await DoAsync<ApproveSeal, SealOutcome>(use => use.RunAsync(vote, revision, Bob, default)));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await databases.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
