using System.Text;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Eligibility;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Drafting;
using RatifyVote.Web.Votes.Sealing;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Tests.Votes;

public class SealTests
{
    [Theory, Databases.OnBothDatabases]
    public async Task The_approval_and_the_knock_seal_at_once_and_the_roll_is_frozen_once(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.ReadyDraftAsync();
        await world.ApproveSealAsync(vote);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => world.DoAsync<SealVote, bool>(use => use.RunAsync(vote, default)))));

        Assert.Equal(VotePhase.Sealed, (await world.VoteAsync(vote)).Phase);
        await using RatifyVoteDb db = world.Db();
        Assert.Equal(12 + 5 + 7 + 5, await db.Set<RollEntry>().CountAsync());
    }

    [Theory, Databases.OnBothDatabases]
    public async Task An_empty_draft_is_told_everything_that_is_missing_at_once(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = ((CreateDraftOutcome.Created)await world.DoAsync<CreateDraft, CreateDraftOutcome>(use => use.RunAsync("Empty", VoteKind.Ratification, false, world.Ann.AsActor, default))).Vote;

        IReadOnlyList<SealBlocker>? blockers = await world.DoAsync<WhatBlocksSealing, IReadOnlyList<SealBlocker>?>(use => use.RunAsync(vote, default));

        Assert.Equal([SealBlock.RecordDateMissing, SealBlock.ScheduleMissing, SealBlock.NoContest, SealBlock.TrusteesMissing, SealBlock.CertifiersMissing], blockers!.Select(b => b.Why));
        Assert.All(blockers!, b => Assert.StartsWith("/", b.Mend, StringComparison.Ordinal));
        SealOutcome asked = await world.DoAsync<AskForSeal, SealOutcome>(use => use.RunAsync(vote, 0, world.Ann, default));
        Assert.Equal((SealRefusal.Blocked, 5), asked is SealOutcome.Refused no ? (no.Why, no.Blockers.Count) : default);
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_sealed_vote_has_records_that_name_one_another_and_a_journal_that_verifies(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();

        Vote stored = await world.VoteAsync(vote);
        Assert.Equal(VotePhase.Sealed, stored.Phase);
        Assert.True(Terms.TryParse(stored.TermsRecord, out Terms? terms, out RecordFault fault), fault.ToString());
        Assert.True(VoteRecord.TryParse(stored.VoteRecord, out VoteRecord? record, out fault), fault.ToString());
        Assert.Equal(terms.Hash(), record.Terms);
        Assert.Equal(["local-80", "local-600"], record.Units.Select(u => u.Unit));
        Assert.Equal(["Ann Officer", "Bob Officer"], terms.Contests[0].AssumptionsConfirmedBy);
        Assert.Equal([33, 88], terms.Contests[0].Units.Select(u => u.Delegates));
        Assert.All(terms.Certifiers.People, p => Assert.True(AssertionKey.IsWellFormed(Assert.Single(p.Keys))));

        JournalLine line = Assert.Single(await world.DoAsync<Journal, IReadOnlyList<JournalLine>>(use => use.LinesAsync(vote, default)));
        Assert.Equal(new JournalData.Sealed(terms.Hash(), record.Hash()), line.Entry.Data);
        Assert.Equal(record.Units.Select(u => u.Uuid), line.Entry.Heads.Select(h => h.Uuid));
        Assert.True(line.Entry.VerifySignature(terms.ServiceKey));
    }

    [Theory, Databases.OnBothDatabases]
    public async Task The_roll_holds_the_entitled_in_random_order_then_spares_and_the_reasons_of_the_others(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();
        UnitSummary unit = (await world.DoAsync<VoteQueries, IReadOnlyList<UnitSummary>>(use => use.UnitsAsync(vote, default)))[0];

        IReadOnlyList<RollRow> roll = await world.DoAsync<VoteQueries, IReadOnlyList<RollRow>>(use => use.RollAsync(unit.Uuid, default));

        Assert.Equal((12, 5), (unit.Members, unit.Spares));
        Assert.Equal(Enumerable.Range(0, 17), roll.Select(r => r.I));
        Assert.Equal(12, roll.TakeWhile(r => r.Kind is EntryKind.Member).Count());
        Assert.All(roll.Skip(12), r => Assert.True(r.Kind is EntryKind.Spare && r.Member is null));
        Assert.Equal(12, roll.Take(12).Select(r => r.Member).Distinct().Count());
        Assert.Equal(17, roll.Select(r => Convert.ToHexString(r.RSalt)).Distinct().Count());
        Assert.Contains(roll, r => r.Record == "{\"contest\":\"basic\",\"unit\":\"local-80\",\"spare\":4}");
        Assert.All(roll, r => Assert.True(RollRecord.TryParse(Encoding.UTF8.GetBytes(r.Record), out _, out _)));
        await using RatifyVoteDb db = world.Db();
        Assert.Equal(EligibilityReason.Suspended, Assert.Single(await db.Set<RollExclusion>().Where(e => e.Uuid == unit.Uuid).ToListAsync()).Reason);
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_seal_done_twice_changes_nothing(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();
        Vote before = await world.VoteAsync(vote);

        Assert.False(await world.DoAsync<SealVote, bool>(use => use.RunAsync(vote, default)));

        Vote after = await world.VoteAsync(vote);
        Assert.Equal(before.VoteRecord, after.VoteRecord);
        Assert.Single(await world.DoAsync<Journal, IReadOnlyList<JournalLine>>(use => use.LinesAsync(vote, default)));
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_seal_that_was_cut_off_before_the_phase_goes_on_with_the_same_credentials(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();
        Vote before = await world.VoteAsync(vote);
        await using (RatifyVoteDb db = world.Db())
        {
            await db.Set<Vote>().Where(v => v.Id == vote).ExecuteUpdateAsync(set => set.SetProperty(v => v.Phase, VotePhase.Draft).SetProperty(v => v.VoteRecord, (byte[]?)null));
        }

        Assert.True(await world.DoAsync<SealVote, bool>(use => use.RunAsync(vote, default)));

        Vote after = await world.VoteAsync(vote);
        Assert.Equal((before.TermsRecord, before.VoteRecord), (after.TermsRecord, after.VoteRecord), ByteArrays);
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_seal_that_was_cut_off_after_one_roll_or_after_the_terms_leaves_them_as_they_are(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.ReadyDraftAsync();
        await world.ApproveSealAsync(vote);
        string first = (await world.DoAsync<VoteQueries, IReadOnlyList<UnitSummary>>(use => use.UnitsAsync(vote, default)))[0].Uuid;
        await world.DoAsync<FreezeRoll>(use => use.RunAsync(first, Domain.Rules.RollRule.GoodStanding, new DateOnly(2026, 3, 1), default));
        IReadOnlyList<RollRow> roll = await world.DoAsync<VoteQueries, IReadOnlyList<RollRow>>(use => use.RollAsync(first, default));
        byte[] salt = roll[0].RSalt;

        await world.DoAsync<SealVote, bool>(use => use.RunAsync(vote, default));
        byte[]? terms = (await world.VoteAsync(vote)).TermsRecord;
        await using (RatifyVoteDb db = world.Db())
        {
            await db.Set<Vote>().Where(v => v.Id == vote).ExecuteUpdateAsync(set => set.SetProperty(v => v.Phase, VotePhase.Draft).SetProperty(v => v.Title, "Changed behind our back"));
        }
        // The title in the election records would now differ from the sealed ones: that is noticed, never sealed anew.
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.DoAsync<SealVote, bool>(use => use.RunAsync(vote, default)));

        Assert.Equal(terms, (await world.VoteAsync(vote)).TermsRecord);
        IReadOnlyList<RollRow> after = await world.DoAsync<VoteQueries, IReadOnlyList<RollRow>>(use => use.RollAsync(first, default));
        Assert.Equal(roll.Select(r => (r.I, r.Member, r.Record)), after.Select(r => (r.I, r.Member, r.Record)));
        Assert.Equal(salt, after[0].RSalt);
    }

    [Theory, Databases.OnBothDatabases]
    public async Task A_contest_key_lost_during_the_seal_stops_it(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();
        await using (RatifyVoteDb db = world.Db())
        {
            await db.Set<Vote>().Where(v => v.Id == vote).ExecuteUpdateAsync(set => set.SetProperty(v => v.Phase, VotePhase.Draft));
        }
        File.Delete(Directory.GetFiles(Path.Combine(world.KeydirFolder, "contests"))[0]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.DoAsync<SealVote, bool>(use => use.RunAsync(vote, default)));
    }

    [Theory, Databases.OnBothDatabases]
    public async Task Nobody_seals_alone_and_an_edit_takes_the_first_word_back(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.ReadyDraftAsync();
        int revision = await world.RevisionAsync(vote);
        Assert.Equal(SealRefusal.NotAskedFor, await ApproveAsync(revision, world.Bob));
        Assert.IsType<SealOutcome.Done>(await world.DoAsync<AskForSeal, SealOutcome>(use => use.RunAsync(vote, revision, world.Ann, default)));
        Assert.Equal(SealRefusal.SamePerson, await ApproveAsync(revision, world.Ann));

        DateTimeOffset later = world.Clock.GetUtcNow().AddDays(30);
        await world.EditAsync<SetSchedule>(vote, (use, r) => use.RunAsync(vote, r, later, later.AddDays(1), world.Ann.AsActor, default));
        Assert.Equal(SealRefusal.NotAskedFor, await ApproveAsync(revision, world.Bob));
        Assert.False(await world.DoAsync<SealVote, bool>(use => use.RunAsync(vote, default)));

        async Task<SealRefusal?> ApproveAsync(int seen, Person person) =>
            await world.DoAsync<ApproveSeal, SealOutcome>(use => use.RunAsync(vote, seen, person, default)) is SealOutcome.Refused no ? no.Why : null;
    }

    [Theory, Databases.OnBothDatabases]
    public async Task After_the_approval_no_edit_is_taken(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.ReadyDraftAsync();
        await world.ApproveSealAsync(vote);
        int revision = await world.RevisionAsync(vote);

        DraftOutcome outcome = await world.DoAsync<ChooseRules, DraftOutcome>(use => use.RunAsync(vote, revision, "basic", "wga", [], world.Ann.AsActor, default));

        Assert.Equal([DraftRefusal.SealInProgress], Assert.IsType<DraftOutcome.Refused>(outcome).Why);
    }

    private static readonly IEqualityComparer<(byte[]?, byte[]?)> ByteArrays = new PairComparer();

    private sealed class PairComparer : IEqualityComparer<(byte[]?, byte[]?)>
    {
        public bool Equals((byte[]?, byte[]?) x, (byte[]?, byte[]?) y) => x.Item1.AsSpan().SequenceEqual(y.Item1) && x.Item2.AsSpan().SequenceEqual(y.Item2);

        public int GetHashCode((byte[]?, byte[]?) pair) => pair.Item1?.Length ?? 0;
    }
}
