using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Booth;
using RatifyVote.Web.Tests.Votes;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Opening;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Tests.Faults;

public sealed class KillOnSqliteTests
{
    [Fact]
    public Task Killed_between_any_two_steps_of_open_cast_flush_close_tally_sign_off_and_destruction_each_happens_once() => KilledVote.RunAsync(DatabaseProvider.Sqlite);
}

public sealed class KillOnPostgresTests
{
    [Fact]
    public Task Killed_between_any_two_steps_of_open_cast_flush_close_tally_sign_off_and_destruction_each_happens_once() => KilledVote.RunAsync(DatabaseProvider.Postgres);
}

/// <summary>One vote through a host that is killed (signal 9) at every failpoint on its way and started again each time; only the scheduler's knocks and casts over HTTP move it.</summary>
internal static class KilledVote
{
    private static readonly string[] OnOpening = ["open.before-journal", "open.after-journal", "open.after-unit"];

    private static readonly string[] OnFlushing = ["flush.before-commit", "flush.after-commit"];

    private static readonly string[] AfterTheClose =
    [
        "close.after-phase", "close.before-commit", "close.after-unit", "close.before-journal", "close.after-announcements", "close.after-journal",
        "end.before-commit", "end.after-unit", "tally.before-commit", "tally.after-unit", "tally.before-journal", "tally.after-journal", "count.before-BallotsEnded",
        "signoff.before-commit", "signoff.after-unit", "signoff.before-journal", "signoff.after-journal", "count.before-SignedOff",
        "destroy.after-decision", "destroy.after-deletion", "destroy.before-journal", "destroy.after-journal", "count.before-KeyDestroyed",
    ];

    public static async Task RunAsync(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await world.SealedAsync();
        await world.DoAsync<AdvanceVotes>(votes => votes.RunAsync(default));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        await ScheduleAsync(world, vote, now.AddMinutes(-1), now.AddDays(1));
        await DieAtEachAsync(world, OnOpening);

        Voter voter = await Voter.OfAsync(world, vote);
        List<(string Uuid, Tracker Tracker)> receipts = [];
        byte[] ballot = voter.Ballot(0);
        foreach (string failpoint in new[] { "cast.before-commit", "cast.after-commit" })
        {
            using WebProcess web = WebProcess.Start(world.Databases.Settings, world.KeydirFolder, failpoint);
            await OpensAsync(web, world, vote);
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => web.Anonymous().CastAsync(voter.Uuid, ballot));
            await web.DiesAsync(failpoint);
        }

        using (WebProcess web = WebProcess.Start(world.Databases.Settings, world.KeydirFolder, null))
        {
            await OpensAsync(web, world, vote);
            // The same bytes again: the ballot was stored before the reply was lost.
            foreach (byte[] cast in new[] { ballot, voter.Ballot(1), voter.Ballot(2) })
            {
                CastAnswer answer = await web.Anonymous().CastAsync(voter.Uuid, cast);
                receipts.Add((voter.Uuid, answer.Receipt is { } receipt ? receipt.Tracker : throw new InvalidOperationException(answer.Refused)));
            }
        }

        await DoInBoxAsync(world, db => db.Set<BoxUnit>().Where(unit => unit.Uuid == voter.Uuid)
            .ExecuteUpdateAsync(set => set.SetProperty(unit => unit.FlushOnlyAtClose, false).SetProperty(unit => unit.FlushNewCredentials, 1).SetProperty(unit => unit.FlushSeconds, 1)));
        await DieAtEachAsync(world, OnFlushing);
        await DoInBoxAsync(world, db => db.Set<BoxUnit>().ExecuteUpdateAsync(set => set.SetProperty(unit => unit.FlushOnlyAtClose, true)));
        using (WebProcess web = WebProcess.Start(world.Databases.Settings, world.KeydirFolder, null))
        {
            await web.AnswersAsync();
            CastAnswer answer = await web.Anonymous().CastAsync(voter.Uuid, voter.Ballot(0));
            receipts.Add((voter.Uuid, answer.Receipt!.Tracker));
        }

        await ScheduleAsync(world, vote, now.AddMinutes(-1), DateTimeOffset.UtcNow.AddSeconds(-1));
        await DieAtEachAsync(world, AfterTheClose);
        using (WebProcess web = WebProcess.Start(world.Databases.Settings, world.KeydirFolder, null))
        {
            await web.UntilAsync("destroy the key", async () => (await world.VoteAsync(vote)).Phase is VotePhase.KeyDestroyed);
            await AssertOnceAsync(world, vote, web, receipts);
        }
    }

    private static async Task AssertOnceAsync(VoteWorld world, string vote, WebProcess web, List<(string Uuid, Tracker Tracker)> receipts)
    {
        IReadOnlyList<JournalLine> lines = await world.DoAsync<Journal, IReadOnlyList<JournalLine>>(journal => journal.LinesAsync(vote, default));
        Assert.Equal(["Sealed", "Opened", "BoardPublished", "BoardPublished", "Closing", "CanvassDecided", "BallotsEnded", "SignedOff", "KeyDestroyed"], lines.Select(line => line.Entry.Type));
        await using BallotBoxDb db = world.Databases.BallotBox();
        Assert.Equal(0, await db.Set<InboxRow>().CountAsync());
        Assert.Equal(await db.Set<BoxUnit>().SumAsync(unit => unit.Members + unit.Spares), await db.Set<SignOffRow>().CountAsync());
        foreach (BoxUnit unit in await db.Set<BoxUnit>().AsNoTracking().ToListAsync())
        {
            byte[] archive = await web.Anonymous().GetByteArrayAsync($"/board/{unit.Uuid}.bel");
            BoardReport report = BoardVerification.Run(new MemoryStream(archive), new BoardVerificationOptions { BeforeDecryption = true, Vote = vote });
            Assert.True(report.Verified, string.Join('\n', report.Results.Where(result => result.Finding is not Finding.Passed)));
            List<byte[]> payloads = await db.Set<BoardEventRow>().Where(happened => happened.Uuid == unit.Uuid && happened.Type == "Ballot").Select(happened => happened.Payload!).ToListAsync();
            Assert.Equal(receipts.Where(receipt => receipt.Uuid == unit.Uuid).Select(receipt => receipt.Tracker.Hash.ToHex()).Order(), payloads.Select(Convert.ToHexStringLower).Order());
            Assert.Equal(KeyState.Destroyed, world.Keydir.StateOf(ContestKeyName.Of(vote, unit.ContestId)));
        }
    }

    private static async Task DieAtEachAsync(VoteWorld world, IEnumerable<string> failpoints)
    {
        foreach (string failpoint in failpoints)
        {
            using WebProcess web = WebProcess.Start(world.Databases.Settings, world.KeydirFolder, failpoint);
            await web.DiesAsync(failpoint);
        }
    }

    private static Task OpensAsync(WebProcess web, VoteWorld world, string vote) =>
        Task.WhenAll(web.AnswersAsync(), web.UntilAsync("open the vote", async () => (await world.VoteAsync(vote)).Phase is VotePhase.Open));

    private static async Task ScheduleAsync(VoteWorld world, string vote, DateTimeOffset opensAt, DateTimeOffset closesAt)
    {
        await using RatifyVoteDb people = world.Db();
        await people.Set<Vote>().Where(row => row.Id == vote).ExecuteUpdateAsync(set => set.SetProperty(row => row.OpensAt, opensAt).SetProperty(row => row.ClosesAt, closesAt));
        await DoInBoxAsync(world, db => db.Set<BoxUnit>().ExecuteUpdateAsync(set => set.SetProperty(unit => unit.OpensAt, opensAt).SetProperty(unit => unit.ClosesAt, closesAt)));
    }

    private static async Task DoInBoxAsync(VoteWorld world, Func<BallotBoxDb, Task> act)
    {
        await using BallotBoxDb db = world.Databases.BallotBox();
        await act(db);
    }

    /// <summary>Makes ballots of the members of the vote's first unit.</summary>
    private sealed class Voter(string uuid, Election election, byte[] contestKey)
    {
        private readonly BallotMaker maker = new(election);

        public string Uuid => uuid;

        public static async Task<Voter> OfAsync(VoteWorld world, string vote)
        {
            await using BallotBoxDb db = world.Databases.BallotBox();
            BoxUnit unit = await db.Set<BoxUnit>().AsNoTracking().OrderBy(row => row.Place).FirstAsync(row => row.VoteId == vote);
            UnitRecords records = await db.Set<UnitRecords>().AsNoTracking().SingleAsync(row => row.Uuid == unit.Uuid);
            Assert.True(world.Keydir.TryRead(ContestKeyName.Of(vote, unit.ContestId), out ContestKey? key, out _));
            using (key)
            {
                return new Voter(unit.Uuid, Election.TryParse(records.Election, out Election? election, out _) ? election : throw new InvalidOperationException(), key.Bytes.ToArray());
            }
        }

        public byte[] Ballot(int i)
        {
            using CredentialKey key = new(election.Group, uuid, contestKey);
            return maker.Make(key.Secret(i), [[0, 1, 0]], SystemRandom.Source).Write();
        }
    }
}
