using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Booth;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Ending;
using RatifyVote.Web.Votes.Opening;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Tests.Votes;

public class OpenCloseVoidTests
{
    [Theory, Databases.OnBothDatabases]
    public async Task The_knock_schedules_opens_and_closes_a_vote_at_its_times_and_each_once(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();

        await KnockAsync(world);
        Assert.Equal(VotePhase.Scheduled, (await world.VoteAsync(vote)).Phase);
        await KnockAsync(world);
        Assert.Equal(VotePhase.Scheduled, (await world.VoteAsync(vote)).Phase);

        world.Clock.Advance(TimeSpan.FromDays(20));
        await KnockAsync(world);
        Assert.Equal(VotePhase.Open, (await world.VoteAsync(vote)).Phase);
        await KnockAsync(world);
        world.Clock.Advance(TimeSpan.FromDays(3));
        await KnockAsync(world);
        await KnockAsync(world);

        Assert.Equal(VotePhase.Canvass, (await world.VoteAsync(vote)).Phase);
        IReadOnlyList<JournalLine> lines = await world.DoAsync<Journal, IReadOnlyList<JournalLine>>(use => use.LinesAsync(vote, default));
        Assert.Equal(["Sealed", "Opened", "Closing"], lines.Select(l => l.Entry.Type));
        Assert.Equal(lines[0].Hash, lines[1].Entry.Previous);
        Assert.Equal(lines[1].Hash, lines[2].Entry.Previous);
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_vote_whose_trustee_has_not_checked_the_key_does_not_open(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();
        await using (RatifyVoteDb db = world.Db())
        {
            await db.Set<SeatRow>().Where(s => s.Place == 3).ExecuteUpdateAsync(set => set.SetProperty(s => s.KeyCheckedAt, (DateTimeOffset?)null));
        }
        world.Clock.Advance(TimeSpan.FromDays(20));
        await KnockAsync(world);

        Assert.Equal(VotePhase.Sealed, (await world.VoteAsync(vote)).Phase);
        OpenBlocker blocker = Assert.Single((await world.DoAsync<WhatBlocksOpening, IReadOnlyList<OpenBlocker>?>(use => use.RunAsync(vote, default)))!);
        Assert.Equal((OpenBlock.TrusteeKeyNotChecked, "Tilda"), (blocker.Why, blocker.About));
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_vote_whose_contest_key_is_lost_or_whose_time_is_over_does_not_open(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();
        File.Delete(Directory.GetFiles(Path.Combine(world.KeydirFolder, "contests"))[0]);
        world.Clock.Advance(TimeSpan.FromDays(30));
        await KnockAsync(world);

        Assert.Equal(VotePhase.Sealed, (await world.VoteAsync(vote)).Phase);
        Assert.Equal([OpenBlock.ContestKeyMissing, OpenBlock.ClosingTimePassed],
            (await world.DoAsync<WhatBlocksOpening, IReadOnlyList<OpenBlocker>?>(use => use.RunAsync(vote, default)))!.Select(b => b.Why));
    }

    [Theory, Databases.OnBothDatabases]
    public async Task An_opening_that_was_cut_off_after_the_journal_is_finished(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();
        await KnockAsync(world);
        world.Clock.Advance(TimeSpan.FromDays(20));
        await world.DoAsync<Journal, JournalLine>(use => use.AppendOnceAsync(vote, "", new JournalData.Opened(), default));

        Assert.Equal(OpenStep.Opened, await world.DoAsync<OpenVote, OpenStep>(use => use.RunAsync(vote, default)));
        Assert.Equal(OpenStep.NotDue, await world.DoAsync<OpenVote, OpenStep>(use => use.RunAsync(vote, default)));
        Assert.Equal(2, (await world.DoAsync<Journal, IReadOnlyList<JournalLine>>(use => use.LinesAsync(vote, default))).Count);
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_void_needs_a_reason_and_two_people_destroys_the_key_and_keeps_the_board(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();
        Assert.Equal(VoidRefusal.ReasonMissing, await AskAsync("wrong"));
        Assert.Equal(VoidRefusal.NotAskedFor, await ApproveAsync(world.Bob));
        Assert.Null(await AskAsync("The ballot text names the wrong agreement."));
        Assert.Equal(VoidRefusal.SamePerson, await ApproveAsync(world.Ann));
        Assert.Null(await ApproveAsync(world.Bob));
        Assert.Null(await ApproveAsync(world.Bob));
        await KnockAsync(world);
        await KnockAsync(world);

        Assert.Equal(VotePhase.Void, (await world.VoteAsync(vote)).Phase);
        Assert.Equal(KeyState.Destroyed, world.Keydir.StateOf(ContestKeyName.Of(vote, "basic")));
        JournalLine last = (await world.DoAsync<Journal, IReadOnlyList<JournalLine>>(use => use.LinesAsync(vote, default)))[^1];
        JournalData.Voided voided = Assert.IsType<JournalData.Voided>(last.Entry.Data);
        Assert.Equal(["Ann Officer", "Bob Officer"], voided.ApprovedBy);
        Assert.Equal(2, voided.Uuids.Length);
        Assert.Single(voided.Acks);
        Assert.Equal(VoidRefusal.NotPossibleNow, await AskAsync("Once more, with another reason."));

        async Task<VoidRefusal?> AskAsync(string reason) =>
            await world.DoAsync<AskForVoid, VoidOutcome>(use => use.RunAsync(vote, reason, world.Ann, default)) is VoidOutcome.Refused no ? no.Why : null;
        async Task<VoidRefusal?> ApproveAsync(Person person) =>
            await world.DoAsync<ApproveVoid, VoidOutcome>(use => use.RunAsync(vote, person, default)) is VoidOutcome.Refused no ? no.Why : null;
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_void_vote_is_copied_to_a_draft_that_shares_no_uuid_roll_or_key_with_it(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();
        Assert.Null(await world.DoAsync<CopyVote, string?>(use => use.RunAsync(vote, Actor.Console, default)));
        await world.DoAsync<AskForVoid, VoidOutcome>(use => use.RunAsync(vote, "The delegate table is of another year.", world.Ann, default));
        await world.DoAsync<ApproveVoid, VoidOutcome>(use => use.RunAsync(vote, world.Bob, default));
        await KnockAsync(world);

        string copy = (await world.DoAsync<CopyVote, string?>(use => use.RunAsync(vote, Actor.Console, default)))!;

        Vote draft = await world.VoteAsync(copy);
        Assert.Equal((VotePhase.Draft, vote, null), (draft.Phase, draft.CopiedFrom, draft.TermsRecord));
        IReadOnlyList<UnitSummary> old = await world.DoAsync<VoteQueries, IReadOnlyList<UnitSummary>>(use => use.UnitsAsync(vote, default));
        IReadOnlyList<UnitSummary> now = await world.DoAsync<VoteQueries, IReadOnlyList<UnitSummary>>(use => use.UnitsAsync(copy, default));
        Assert.Equal(old.Select(u => (u.Local, u.Delegates)), now.Select(u => (u.Local, u.Delegates)));
        Assert.Empty(old.Select(u => u.Uuid).Intersect(now.Select(u => u.Uuid)));
        Assert.All(now, u => Assert.Equal((0, ""), (u.Members, u.Fingerprint)));
    }

    [Theory, Databases.OnBothDatabases]
    public async Task Two_nodes_that_advance_a_vote_at_once_do_it_once(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();

        bool[] moved = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() =>
            world.DoAsync<VoteLife, bool>(use => use.TryAdvanceAsync(vote, VotePhase.Sealed, VotePhase.Scheduled, Actor.Scheduler, default)))));

        Assert.Single(moved, m => m);
        await Assert.ThrowsAsync<ArgumentException>(() => world.DoAsync<VoteLife, bool>(use => use.TryAdvanceAsync(vote, VotePhase.Scheduled, VotePhase.Draft, Actor.Scheduler, default)));
    }

    private static Task KnockAsync(VoteWorld world) => world.DoAsync<AdvanceVotes>(use => use.RunAsync(default));
}
