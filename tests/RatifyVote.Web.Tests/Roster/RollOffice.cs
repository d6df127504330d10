using System.Text;
using Microsoft.AspNetCore.DataProtection;
using RatifyVote.Domain;
using RatifyVote.Web.Administration;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Roster.Importing;
using RatifyVote.Web.Roster.Locals;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Roster;

/// <summary>Fresh databases with locals 44 and 80, and an officer's deeds; each deed is a request of its own.</summary>
internal sealed class RollOffice : IAsyncDisposable
{
    public const string Heading = "card,name,email,local,standing,born,since\n";
    public const string Ann = "A-1001,Ann O'Neil,ann@example.org,80,good,1984-03-21,2015-05-01\n";
    public const string Bob = "A-1002,José García,jose@example.org,44,dues-outstanding,1990-12-31,2020-01-01\n";
    public static readonly Reach International = new(true, new HashSet<LocalNumber>());
    private readonly TestDatabases databases;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ratifyvote-keydir-");
    private readonly EphemeralDataProtectionProvider protection = new();

    private RollOffice(TestDatabases databases)
    {
        this.databases = databases;
        Secrets = new(new Keydir(Path.Combine(folder.FullName, "keydir"), []));
    }

    public TestClock Clock { get; } = new();
    public RosterSecrets Secrets { get; }
    public Guid Officer { get; } = Guid.NewGuid();

    public static async Task<RollOffice> OpenAsync(DatabaseProvider provider)
    {
        RollOffice office = new(await TestDatabases.NewAsync(provider));
        await using RatifyVoteDb db = office.Db();
        await new PutLocals(db, office.Clock).RunAsync("44, Property Craftspersons\n80, Grips", Web.Audit.Actor.Console, default);
        return office;
    }

    public static Reach Only(params int[] locals) => new(false, locals.Select(local => new LocalNumber(local)).ToHashSet());

    public RatifyVoteDb Db() => databases.RatifyVote();

    public async Task<UploadOutcome> UploadAsync(string csv, Reach? reach = null, string from = "", Guid? by = null)
    {
        await using RatifyVoteDb db = Db();
        using MemoryStream file = new(Encoding.UTF8.GetBytes(csv));
        return await new StageImport(db, new Rosters(db), Secrets, new CompareWithRolls(db, Secrets), Staged(db), Clock).RunAsync(file, from, reach ?? International, by ?? Officer, default);
    }

    public async Task<ImportPlan> PreviewAsync(Guid import, Reach? reach = null)
    {
        await using RatifyVoteDb db = Db();
        StagedImport staged = (await Staged(db).FindAsync(import, Officer, default))!;
        return await new CompareWithRolls(db, Secrets).RunAsync(staged, reach ?? International, default);
    }

    public async Task<ApplyOutcome> ApplyAsync(Guid import, string plan, Reach? reach = null, Guid? by = null)
    {
        await using RatifyVoteDb db = Db();
        return await new ApplyImport(db, new CompareWithRolls(db, Secrets), Staged(db), new Words(), Clock).RunAsync(import, plan, reach ?? International, by ?? Officer, default);
    }

    /// <summary>Upload, preview, apply: the way of a clean file.</summary>
    public async Task<ImportCounts> ImportAsync(string csv, Reach? reach = null, string from = "")
    {
        Guid import = Assert.IsType<UploadOutcome.Staged>(await UploadAsync(csv, reach, from)).Import;
        return Assert.IsType<ApplyOutcome.Applied>(await ApplyAsync(import, (await PreviewAsync(import, reach)).Hash, reach)).Counts;
    }

    public async ValueTask DisposeAsync()
    {
        await databases.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private StagedImports Staged(RatifyVoteDb db) => new(db, protection, Clock);
}
