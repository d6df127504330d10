using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Web.Agreements;
using RatifyVote.Web.Agreements.Content;
using RatifyVote.Web.Agreements.Editing;
using RatifyVote.Web.Agreements.Storage;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Agreements;

public class DossierTests
{
    private static readonly LocalNumber Grips = new(80);
    private static readonly Issue Wages = new("Wages", "3%", "4%", "More", "", "", IssueStatus.Gain);

    [Theory, OnBothDatabases]
    public async Task What_is_published_has_a_fixed_text_hash_and_time_and_is_the_gates_answer(DatabaseProvider provider)
    {
        await using Desk desk = await Desk.NewAsync(provider);
        Assert.False((await desk.StateAsync()).IsPublished);
        await desk.ReviseAsync(0, c => c with { Summary = "One", Issues = [Wages] });
        desk.Clock.Advance(TimeSpan.FromMilliseconds(400));
        DossierOutcome.Published published = Assert.IsType<DossierOutcome.Published>(await desk.PublishAsync(1, ""));

        DossierState state = await desk.StateAsync();
        Assert.Equal((1, published.Hash), (state.Version, state.Hash));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), state.PublishedAt);
        Assert.Equal(state.PublishedAt!.Value.AddHours(360), state.NoticeRunUntil(360));
        await using RatifyVoteDb db = desk.Databases.RatifyVote();
        DossierVersion version = await db.Set<DossierVersion>().SingleAsync();
        Assert.Equal(published.Hash, DossierText.HashOf(version.Text));
    }

    [Theory, OnBothDatabases]
    public async Task Publication_is_refused_with_everything_that_is_missing(DatabaseProvider provider)
    {
        await using Desk desk = await Desk.NewAsync(provider);
        Assert.Equal([DossierRefusal.SummaryMissing, DossierRefusal.IssuesMissing], Why(await desk.PublishAsync(0, "")));
        await desk.ReviseAsync(0, c => c with { Summary = "S", Issues = [Wages with { Changes = " " }] });
        Assert.Equal([DossierRefusal.IssueIncomplete], Why(await desk.PublishAsync(1, "")));
        Assert.Equal([DossierRefusal.ChangedMeanwhile], Why(await desk.PublishAsync(0, "")));
        await using RatifyVoteDb db = desk.Databases.RatifyVote();
        Assert.Equal([DossierRefusal.NoSuchDossier], Why(await new PublishDossier(db, desk.Clock).RunAsync("basic", 999, 0, "", Actor.Console, default)));
    }

    [Theory, OnBothDatabases]
    public async Task The_same_text_is_not_published_twice_and_a_new_version_says_what_changed_and_starts_the_notice_again(DatabaseProvider provider)
    {
        await using Desk desk = await Desk.NewAsync(provider);
        await desk.ReviseAsync(0, c => c with { Summary = "One", Issues = [Wages] });
        await desk.PublishAsync(1, "");
        Assert.Equal([DossierRefusal.NothingChanged], Why(await desk.PublishAsync(2, "again")));
        await desk.ReviseAsync(2, c => c with { Summary = "Two" });
        Assert.Equal([DossierRefusal.WhatChangedMissing], Why(await desk.PublishAsync(3, " ")));
        desk.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(2, Assert.IsType<DossierOutcome.Published>(await desk.PublishAsync(3, "The summary.")).Version);

        DossierState state = await desk.StateAsync();
        Assert.Equal(TimeSpan.FromHours(5), state.PublishedAt - state.FirstPublishedAt);
        await using RatifyVoteDb db = desk.Databases.RatifyVote();
        Assert.Equal(["", "The summary."], await db.Set<DossierVersion>().OrderBy(v => v.Version).Select(v => v.WhatChanged).ToListAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_officers_who_saved_at_once_the_second_overwrites_nothing(DatabaseProvider provider)
    {
        await using Desk desk = await Desk.NewAsync(provider);
        Assert.Equal(new DossierOutcome.Done(1), await desk.ReviseAsync(0, c => c with { Summary = "Ann" }));
        Assert.Equal([DossierRefusal.ChangedMeanwhile], Why(await desk.ReviseAsync(0, c => c with { Summary = "Bob" })));
        Assert.Equal([DossierRefusal.TextTooLong, DossierRefusal.IssueWithoutTitle],
            Why(await desk.ReviseAsync(1, c => c with { Summary = new string('x', ReviseDossier.LongestText + 1), Issues = [Wages with { Title = "" }] })));
        Assert.Equal([DossierRefusal.TooManyIssues], Why(await desk.ReviseAsync(1, c => c with { Issues = [.. Enumerable.Repeat(Wages, ReviseDossier.MostIssues + 1)] })));
    }

    [Theory, OnBothDatabases]
    public async Task A_document_is_kept_by_its_hash_and_another_under_its_name_is_refused(DatabaseProvider provider)
    {
        await using Desk desk = await Desk.NewAsync(provider);
        AttachOutcome.Attached attached = Assert.IsType<AttachOutcome.Attached>(await desk.AttachAsync("MOA.pdf", "%PDF-1.7 one"));
        Assert.Equal(attached, await desk.AttachAsync("MOA.pdf", "%PDF-1.7 one"));
        Assert.Equal(new AttachOutcome.Refused(DocumentRefusal.NameTaken), await desk.AttachAsync("moa.pdf", "%PDF-1.7 two"));
        Assert.Equal(new AttachOutcome.Refused(DocumentRefusal.NotPdf), await desk.AttachAsync("b.pdf", "PK"));
        await using RatifyVoteDb db = desk.Databases.RatifyVote();
        Assert.Equal(attached.Sha256, (await db.Set<DossierDocument>().SingleAsync()).Sha256);
    }

    [Theory, OnBothDatabases]
    public async Task An_agreement_needs_a_free_plain_name_and_locals(DatabaseProvider provider)
    {
        await using Desk desk = await Desk.NewAsync(provider);
        await using RatifyVoteDb db = desk.Databases.RatifyVote();
        CreateAgreement create = new(db, desk.Clock);
        Assert.Equal([AgreementRefusal.IdTaken], ((AgreementOutcome.Refused)await create.RunAsync("basic", "B", "", [Grips], Actor.Console, default)).Why);
        Assert.Equal([AgreementRefusal.IdNotPlain, AgreementRefusal.NameMissing, AgreementRefusal.NoLocals], ((AgreementOutcome.Refused)await create.RunAsync("B a", "", "", [], Actor.Console, default)).Why);
        AddLocals add = new(db, desk.Clock);
        Assert.Equal(1, await add.RunAsync("basic", [Grips, new(600)], Actor.Console, default));
        Assert.Equal(0, await add.RunAsync("basic", [Grips, new(600)], Actor.Console, default));
        Assert.Equal([Grips, new LocalNumber(600)], Assert.Single(await new Dossiers(db).AgreementsAsync(default)).Locals);
    }

    private static IReadOnlyList<DossierRefusal> Why(DossierOutcome outcome) => outcome is DossierOutcome.Refused refused ? refused.Why : [];

    private sealed class Desk(TestDatabases databases) : IAsyncDisposable
    {
        public TestDatabases Databases { get; } = databases;

        public TestClock Clock { get; } = new();

        public static async Task<Desk> NewAsync(DatabaseProvider provider)
        {
            Desk desk = new(await TestDatabases.NewAsync(provider));
            await using RatifyVoteDb db = desk.Databases.RatifyVote();
            Assert.IsType<AgreementOutcome.Created>(await new CreateAgreement(db, desk.Clock).RunAsync("basic", "Basic Agreement", "AMPTP", [Grips], Actor.Console, default));
            return desk;
        }

        public async Task<DossierOutcome> ReviseAsync(int revision, Func<DossierContent, DossierContent> change)
        {
            await using RatifyVoteDb db = Databases.RatifyVote();
            return await new ReviseDossier(db).RunAsync("basic", 80, revision, change, default);
        }

        public async Task<DossierOutcome> PublishAsync(int revision, string whatChanged)
        {
            await using RatifyVoteDb db = Databases.RatifyVote();
            return await new PublishDossier(db, Clock).RunAsync("basic", 80, revision, whatChanged, Actor.Console, default);
        }

        public async Task<AttachOutcome> AttachAsync(string name, string bytes)
        {
            await using RatifyVoteDb db = Databases.RatifyVote();
            return await new AttachDocument(db, Clock).RunAsync("basic", 80, name, System.Text.Encoding.ASCII.GetBytes(bytes), Actor.Console, default);
        }

        public async Task<DossierState> StateAsync()
        {
            await using RatifyVoteDb db = Databases.RatifyVote();
            return await new Dossiers(db).StateOfAsync(Grips, "basic", default);
        }

        public ValueTask DisposeAsync() => Databases.DisposeAsync();
    }
}
