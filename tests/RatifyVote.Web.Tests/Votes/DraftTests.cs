using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Rules;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Drafting;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Tests.Votes;

public class DraftTests
{
    private static readonly DraftSettings Good = new("Title", VoteKind.Ratification, false, new DateOnly(2026, 3, 1), 3600, 10, 50, 72, 360, 72, "");

    [Theory, Databases.OnBothDatabases]
    public async Task Each_edit_counts_the_revision_up_and_an_edit_of_an_older_one_changes_nothing(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await NewAsync(world);
        Assert.Equal(1, Assert.IsType<DraftOutcome.Done>(await SettingsAsync(world, vote, 0, Good)).Revision);
        Assert.Equal([DraftRefusal.ChangedMeanwhile], Why(await SettingsAsync(world, vote, 0, Good with { Title = "Other" })));
        Assert.Equal("Title", (await world.VoteAsync(vote)).Title);
    }

    [Theory, Databases.OnBothDatabases]
    public async Task Settings_that_cannot_be_are_all_named(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await NewAsync(world);
        DraftSettings bad = Good with { Title = " ", Help = new string('x', 501), CanvassHours = 73 };
        Assert.Equal([DraftRefusal.TitleMissing, DraftRefusal.TextTooLong, DraftRefusal.NumberOutOfRange], Why(await SettingsAsync(world, vote, 0, bad)));
        Assert.Equal([DraftRefusal.NoSuchVote], Why(await SettingsAsync(world, "1111111111111a", 0, Good)));
        Assert.Equal(DraftRefusal.TitleMissing, Assert.IsType<CreateDraftOutcome.Refused>(
            await world.DoAsync<CreateDraft, CreateDraftOutcome>(use => use.RunAsync("", VoteKind.Ratification, false, Actor.Console, default))).Why);
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_contest_needs_a_plain_free_name_an_agreement_and_short_texts(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        await world.AddLocalAsync(80, 3);
        await world.PublishDossiersAsync(80);
        string vote = await NewAsync(world);
        ContestTexts texts = ContestTexts.For(VoteKind.StrikeAuthorization, "Basic Agreement", "AMPTP");
        await world.EditAsync<PutContest>(vote, (use, r) => use.RunAsync(vote, r, "basic", true, VoteWorld.Agreement, texts, world.Ann.AsActor, default));
        int revision = await world.RevisionAsync(vote);
        async Task<IReadOnlyList<DraftRefusal>> PutAsync(string id, bool isNew, string agreement, ContestTexts with) =>
            Why(await world.DoAsync<PutContest, DraftOutcome>(use => use.RunAsync(vote, revision, id, isNew, agreement, with, world.Ann.AsActor, default)));

        Assert.Equal([DraftRefusal.ContestIdTaken], await PutAsync("basic", true, VoteWorld.Agreement, texts));
        Assert.Equal([DraftRefusal.ContestIdNotPlain, DraftRefusal.NoSuchAgreement], await PutAsync("Basic!", true, "none", texts));
        Assert.Equal([DraftRefusal.NoSuchContest], await PutAsync("other", false, VoteWorld.Agreement, texts));
        Assert.Equal([DraftRefusal.TextTooLong], await PutAsync("more", true, VoteWorld.Agreement, texts with { MeansNo = new string('n', 2001) }));
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_local_that_stays_keeps_its_uuid_and_delegates(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.ReadyDraftAsync();
        Dictionary<int, ContestUnit> before = await UnitsAsync(world, vote);
        await world.EditAsync<ChooseUnits>(vote, (use, r) => use.RunAsync(vote, r, "basic", [new(new(80), "Grips"), new(new(700), "Editors")], world.Ann.AsActor, default));
        Dictionary<int, ContestUnit> after = await UnitsAsync(world, vote);

        Assert.Equal([80, 700], after.Keys.Order());
        Assert.Equal((before[80].Uuid, 33), (after[80].Uuid, after[80].Delegates));
        Assert.Null(after[700].Delegates);
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_delegate_table_is_taken_whole_or_not_at_all(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.ReadyDraftAsync();
        int revision = await world.RevisionAsync(vote);
        async Task<IReadOnlyList<DraftRefusal>> TakeAsync(string source, string csv) =>
            Why(await world.DoAsync<ImportDelegateTable, DraftOutcome>(use => use.RunAsync(vote, revision, "basic", "2021", source, csv, world.Ann.AsActor, default)));

        Assert.Equal([DraftRefusal.DelegateTableWrong], await TakeAsync("book", "local,delegates\n80,1\n600,x\n"));
        Assert.Equal([DraftRefusal.DelegateTableSourceMissing], await TakeAsync(" ", "local,delegates\n80,1\n600,2\n"));
        Assert.Equal(33, (await UnitsAsync(world, vote))[80].Delegates);
    }

    [Theory, Databases.OnBothDatabases]
    public async Task Rules_come_by_preset_or_json_and_other_rules_take_confirmations_away(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.ReadyDraftAsync();
        List<RuleSetProblem> problems = [];
        int revision = await world.RevisionAsync(vote);
        Assert.Equal([DraftRefusal.RulesUnreadable], Why(await world.DoAsync<ChooseRules, DraftOutcome>(use => use.RunAsync(vote, revision, "basic", "{}", problems, world.Ann.AsActor, default))));
        Assert.NotEmpty(problems);
        Assert.Equal([DraftRefusal.NoSuchPreset], Why(await world.DoAsync<ChooseRules, DraftOutcome>(use => use.RunAsync(vote, revision, "basic", "no_such", [], world.Ann.AsActor, default))));
        await using (RatifyVoteDb db = world.Db())
        {
            Assert.Equal(2, await db.Set<AssumptionConfirmation>().CountAsync(c => c.VoteId == vote));
        }

        string json = RulePresets.Find("wga")!.ToJson();
        await world.EditAsync<ChooseRules>(vote, (use, r) => use.RunAsync(vote, r, "basic", json, [], world.Ann.AsActor, default));

        await using RatifyVoteDb after = world.Db();
        Assert.Equal(json, (await after.Set<Contest>().SingleAsync(c => c.VoteId == vote)).Rules);
        Assert.Empty(await after.Set<AssumptionConfirmation>().Where(c => c.VoteId == vote).ToListAsync());
    }

    [Theory, Databases.OnBothDatabases]
    public async Task One_person_confirms_assumed_values_once_however_often_they_try(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.ReadyDraftAsync();
        int revision = await world.RevisionAsync(vote);
        Assert.Equal(new DraftOutcome.Done(revision), await world.DoAsync<ConfirmAssumptions, DraftOutcome>(use => use.RunAsync(vote, revision, "basic", world.Ann, default)));
        await using RatifyVoteDb db = world.Db();
        Assert.Equal(2, await db.Set<AssumptionConfirmation>().CountAsync(c => c.VoteId == vote));
    }

    [Theory]
    [InlineData(1, 3, false)]
    [InlineData(2, 2, false)]
    [InlineData(2, 3, true)]
    [InlineData(2, 4, false)]
    [InlineData(3, 4, true)]
    [InlineData(4, 7, true)]
    [InlineData(7, 7, false)]
    public void Trustees_are_at_least_two_more_than_half_and_less_than_all(int threshold, int size, bool possible) =>
        Assert.Equal(possible, SeatTrustees.IsPossible(threshold, size));

    [Theory, Databases.OnBothDatabases]
    public async Task Seats_are_not_given_twice_to_one_person_nor_by_an_impossible_threshold(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await NewAsync(world);
        TrusteeChoice tess = new(Guid.NewGuid(), "Tess");
        Assert.Equal([DraftRefusal.PersonTwice], Why(await world.DoAsync<SeatTrustees, DraftOutcome>(use => use.RunAsync(vote, 0, 2, [tess, tess, tess], Actor.Console, default))));
        Assert.Equal([DraftRefusal.ThresholdImpossible], Why(await world.DoAsync<SeatTrustees, DraftOutcome>(use => use.RunAsync(vote, 0, 1, [tess, new(Guid.NewGuid(), "Tom")], Actor.Console, default))));
        CertifierChoice cora = new(Guid.NewGuid(), "Cora", "");
        Assert.Equal([DraftRefusal.NumberOutOfRange, DraftRefusal.PersonTwice, DraftRefusal.OfficeMissing],
            Why(await world.DoAsync<ChooseCertifiers, DraftOutcome>(use => use.RunAsync(vote, 0, 3, [cora, cora], Actor.Console, default))));
        Assert.Equal([DraftRefusal.ScheduleBackwards], Why(await world.DoAsync<SetSchedule, DraftOutcome>(use =>
            use.RunAsync(vote, 0, world.Clock.GetUtcNow(), world.Clock.GetUtcNow(), Actor.Console, default))));
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_discarded_draft_leaves_only_the_audit_events(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.ReadyDraftAsync();
        int revision = await world.RevisionAsync(vote);
        Assert.IsType<DraftOutcome.Done>(await world.DoAsync<DiscardDraft, DraftOutcome>(use => use.RunAsync(vote, revision, Actor.Console, default)));
        Assert.Equal([DraftRefusal.NoSuchVote], Why(await world.DoAsync<DiscardDraft, DraftOutcome>(use => use.RunAsync(vote, revision, Actor.Console, default))));
        await using RatifyVoteDb db = world.Db();
        Assert.Empty(await db.Set<ContestUnit>().ToListAsync());
        Assert.Empty(await db.Set<VoteTrustee>().ToListAsync());
    }

    private static async Task<string> NewAsync(VoteWorld world) => ((CreateDraftOutcome.Created)await world.DoAsync<CreateDraft, CreateDraftOutcome>(
        use => use.RunAsync("Draft", VoteKind.Ratification, false, Actor.Console, default))).Vote;

    private static Task<DraftOutcome> SettingsAsync(VoteWorld world, string vote, int revision, DraftSettings settings) =>
        world.DoAsync<ReviseSettings, DraftOutcome>(use => use.RunAsync(vote, revision, settings, Actor.Console, default));

    private static async Task<Dictionary<int, ContestUnit>> UnitsAsync(VoteWorld world, string vote)
    {
        await using RatifyVoteDb db = world.Db();
        return await db.Set<ContestUnit>().AsNoTracking().Where(u => u.VoteId == vote).ToDictionaryAsync(u => u.Local);
    }

    private static IReadOnlyList<DraftRefusal> Why(DraftOutcome outcome) => outcome is DraftOutcome.Refused refused ? refused.Why : [];
}
