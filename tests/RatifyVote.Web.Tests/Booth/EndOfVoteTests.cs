using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Booth.Boards;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Tests.Booth;

/// <summary>From the close to the key's end and the result.</summary>
public class EndOfVoteTests
{
    [Theory, OnBothDatabases]
    public async Task A_whole_vote_ends_in_an_archive_that_verifies_with_the_counts_that_were_cast(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [6, 4]);
        HttpClient client = host.Anonymous();
        await CastAllAsync(client, vote.Units[0], (0, 1), (1, 1), (2, 2), (3, 0), (1, 2));
        await CastAllAsync(client, vote.Units[1], (0, 2));
        host.Clock.Advance(TimeSpan.FromHours(2));
        await RunToDestructionAsync(host, vote, []);

        int[][] expected = [[1, 1, 2], [0, 0, 1]];
        byte[][] tallied = new byte[2][];
        for (int u = 0; u < 2; u++)
        {
            tallied[u] = await client.GetByteArrayAsync($"/board/{vote.Units[u].Uuid}.bel");
            AssertVerified(Verify(tallied[u], beforeDecryption: true));
            ElectionResult result = await DecryptAsync(host, vote, vote.Units[u]);
            Assert.Equal(expected[u].Select(count => (long)count), result.Counts[0]);
            // Until the vote is published nobody sees more than the encrypted tally.
            Assert.Equal(tallied[u], await client.GetByteArrayAsync($"/board/{vote.Units[u].Uuid}.bel"));
        }

        await host.InScopeAsync<Board>(board => board.RevealResultAsync(vote.Id, default));
        for (int u = 0; u < 2; u++)
        {
            byte[] archive = await client.GetByteArrayAsync($"/board/{vote.Units[u].Uuid}.bel");
            AssertVerified(Verify(archive, beforeDecryption: false));
            Assert.True(archive.AsSpan().StartsWith(tallied[u]));
        }
    }

    [Theory, OnBothDatabases]
    public async Task Every_step_after_the_close_may_be_run_again_and_changes_nothing(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [6]);
        await CastAllAsync(host.Anonymous(), vote.Unit, (0, 1), (1, 2));
        host.Clock.Advance(TimeSpan.FromHours(2));
        await RunToDestructionAsync(host, vote, [new SetAsideEntry(vote.Unit.Uuid, 1)]);
        byte[] archive = await host.Anonymous().GetByteArrayAsync($"/board/{vote.Unit.Uuid}.bel");
        byte[] openings = await host.Anonymous().GetByteArrayAsync($"/board/{vote.Unit.Uuid}/openings.json");
        byte[] journal = await host.InScopeAsync<Journal, byte[]>(lines => lines.FileAsync(vote.Id, default));
        await RunToDestructionAsync(host, vote, [new SetAsideEntry(vote.Unit.Uuid, 1)]);
        Assert.Equal(archive, await host.Anonymous().GetByteArrayAsync($"/board/{vote.Unit.Uuid}.bel"));
        Assert.Equal(openings, await host.Anonymous().GetByteArrayAsync($"/board/{vote.Unit.Uuid}/openings.json"));
        Assert.Equal(journal, await host.InScopeAsync<Journal, byte[]>(lines => lines.FileAsync(vote.Id, default)));
        Assert.Equal(["BoardPublished", "Closing", "BallotsEnded", "SignedOff", "KeyDestroyed"],
            (await host.InScopeAsync<Journal, IReadOnlyList<JournalLine>>(lines => lines.LinesAsync(vote.Id, default))).Select(line => line.Entry.Type));
    }

    [Theory, OnBothDatabases]
    public async Task A_set_aside_entry_with_a_ballot_is_neutralised_and_one_without_is_opened(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [6]);
        BoxUnitKit unit = vote.Unit;
        Tracker setAside = Tracker.Of(await CastAllAsync(host.Anonymous(), unit, (0, 1), (1, 1), (2, 2)));
        host.Clock.Advance(TimeSpan.FromHours(2));
        await RunToDestructionAsync(host, vote, [new SetAsideEntry(unit.Uuid, 2), new SetAsideEntry(unit.Uuid, 5)]);

        BoardReport report = Verify(await host.Anonymous().GetByteArrayAsync($"/board/{unit.Uuid}.bel"), beforeDecryption: true);
        AssertVerified(report);
        Assert.Equal([false, false, false, true], report.Board.Ballots.Select(mark => mark.Neutral));
        Assert.Equal(TrackerState.SetAside, await host.InScopeAsync<TrackerLookUp, TrackerState?>(lookUp => lookUp.RunAsync(unit.Uuid, setAside, default)));
        UnitOpenings counts = await host.InScopeAsync<BallotBoxDb, UnitOpenings>(db => db.Set<UnitOpenings>().SingleAsync());
        Assert.Equal((2, unit.Roll.Length - 3, 1), (counts.Recorded, counts.NotRecorded, counts.SetAside));
        Assert.Equal((1, 2, 0), await CountsAsync(host, vote, unit));
    }

    [Theory, OnBothDatabases]
    public async Task The_sign_off_commits_to_every_entry_and_the_openings_show_that_unused_credentials_were_not_used(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [6]);
        BoxUnitKit unit = vote.Unit;
        await CastAllAsync(host.Anonymous(), unit, (0, 1), (4, 2));
        host.Clock.Advance(TimeSpan.FromHours(2));
        await RunToDestructionAsync(host, vote, []);

        List<SignOffRow> rows = await host.InScopeAsync<BallotBoxDb, List<SignOffRow>>(db => db.Set<SignOffRow>().OrderBy(row => row.I).ToListAsync());
        Assert.Equal(Enumerable.Range(0, unit.Roll.Length).Select(i => i is 0 or 4 ? SignOffState.Recorded : SignOffState.NotRecorded), rows.Select(row => row.State));
        RecordHash root = MerkleTree.Root([.. rows.Select(row => SignOff.LeafHash(unit.Uuid, row.I, row.State, row.SSalt))]);
        JournalData.SignedOff signedOff = (await host.InScopeAsync<Journal, IReadOnlyList<JournalLine>>(lines => lines.LinesAsync(vote.Id, default)))
            .Select(line => line.Entry.Data).OfType<JournalData.SignedOff>().Single();
        Assert.Equal(root, signedOff.Units[0].Root);

        byte[] file = await host.Anonymous().GetByteArrayAsync($"/board/{unit.Uuid}/openings.json");
        Assert.Equal(RecordHash.Of(file), signedOff.Units[0].Openings);
        Assert.True(OpeningsFile.TryParse(file, out OpeningsFile? openings, out _));
        HashSet<string> used = [.. (await FlushTests.BallotsAsync(host, vote)).Select(ballot => ballot.Credential)];
        Assert.Equal(unit.Roll.Length - used.Count, openings.Openings.Length);
        Assert.All(openings.Openings, opening =>
        {
            Assert.True(opening.LeadsTo(unit.Election.Binding!.RollRoot, unit.Uuid, unit.Roll.Length));
            Assert.True(unit.Derived.Credentials.TryWeightOf(opening.Credential, out _));
            Assert.DoesNotContain(opening.Credential, used);
        });
    }

    [Theory, OnBothDatabases]
    public async Task No_step_runs_before_its_turn(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [3, 3]);
        await CastAllAsync(host.Anonymous(), vote.Unit, (0, 1));
        Assert.Equal(CloseStep.NotDue, await CloseAsync(host, vote));
        Assert.Equal(CloseStep.NotDue, await EndAsync(host, vote, []));
        Assert.Equal(CloseStep.NotDue, await SignOffAsync(host, vote));
        Assert.Equal(KeyDestruction.NotDue, await DestroyAsync(host, vote));
        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(CloseStep.Done, await CloseAsync(host, vote));
        Assert.Equal(CloseStep.NotDue, await SignOffAsync(host, vote));
        Assert.Equal(KeyDestruction.NotDue, await DestroyAsync(host, vote));
        Assert.Equal(CloseStep.Done, await EndAsync(host, vote, []));
        Assert.Equal(KeyDestruction.NotDue, await DestroyAsync(host, vote));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DecryptAsync(host, vote, vote.Unit));
        Assert.Equal(CloseStep.Done, await SignOffAsync(host, vote));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DecryptAsync(host, vote, vote.Unit));
        Assert.Equal(KeyState.Present, KeyOf(host, vote));
        Assert.Equal(KeyDestruction.Destroyed, await DestroyAsync(host, vote));
        Assert.Equal(KeyState.Destroyed, KeyOf(host, vote));
        await DecryptAsync(host, vote, vote.Unit);
    }

    [Theory, OnBothDatabases]
    public async Task A_key_lost_by_accident_is_never_reported_as_destroyed(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [3]);
        host.Clock.Advance(TimeSpan.FromHours(2));
        await CloseAsync(host, vote);
        await EndAsync(host, vote, []);
        await SignOffAsync(host, vote);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(host.KeydirPath, "contests")))
        {
            File.Delete(file);
        }

        Assert.Equal(KeyDestruction.Lost, await DestroyAsync(host, vote));
        Assert.Equal(KeyDestruction.Lost, await DestroyAsync(host, vote));
        Assert.DoesNotContain("KeyDestroyed", (await host.InScopeAsync<Journal, IReadOnlyList<JournalLine>>(lines => lines.LinesAsync(vote.Id, default))).Select(line => line.Entry.Type));
        Assert.Equal(0, await host.InScopeAsync<BallotBoxDb, int>(db => db.Set<ContestKeyRow>().CountAsync()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => DecryptAsync(host, vote, vote.Unit));
    }

    [Theory, OnBothDatabases]
    public async Task A_void_vote_keeps_its_board_loses_its_key_and_is_never_decrypted(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [3], newCredentials: 1);
        await CastAllAsync(host.Anonymous(), vote.Unit, (0, 1));
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await FlushTests.FlushAsync(host);
        await CastAllAsync(host.Anonymous(), vote.Unit, (1, 1));
        Assert.True(await host.InScopeAsync<VoidUnits, bool>(units => units.RunAsync(vote.Id, "wrong text", ["Ada", "Bo"], default)));
        Assert.True(await host.InScopeAsync<VoidUnits, bool>(units => units.RunAsync(vote.Id, "wrong text", ["Ada", "Bo"], default)));
        Assert.Equal(KeyState.Destroyed, KeyOf(host, vote));
        Assert.Single(await FlushTests.BallotsAsync(host, vote));
        Assert.Equal("PollsClosed", (await host.Anonymous().CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(2))).Refused);
        Assert.Equal(0, await host.InScopeAsync<BallotBoxDb, int>(db => db.Set<InboxRow>().CountAsync()));
        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(CloseStep.NotDue, await CloseAsync(host, vote));
        Assert.Equal(KeyDestruction.NotDue, await DestroyAsync(host, vote));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.InScopeAsync<Board>(board => board.AppendPartialDecryptionAsync(vote.Unit.Uuid, 1, "{}"u8.ToArray(), default)));
        Assert.Equal(["BoardPublished", "Voided"], (await host.InScopeAsync<Journal, IReadOnlyList<JournalLine>>(lines => lines.LinesAsync(vote.Id, default))).Select(line => line.Entry.Type));
    }

    [Fact]
    public async Task An_archive_taken_earlier_is_a_prefix_of_every_later_one_and_states_its_length()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [6], newCredentials: 1);
        byte[] setUp = await ArchiveAsync(host, vote);
        await CastAllAsync(host.Anonymous(), vote.Unit, (0, 1), (1, 1));
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        await FlushTests.FlushAsync(host);
        byte[] flushed = await ArchiveAsync(host, vote);
        host.Clock.Advance(TimeSpan.FromHours(2));
        await RunToDestructionAsync(host, vote, []);
        byte[] tallied = await ArchiveAsync(host, vote);
        Assert.True(flushed.AsSpan().StartsWith(setUp) && flushed.Length > setUp.Length);
        Assert.True(tallied.AsSpan().StartsWith(flushed) && tallied.Length > flushed.Length);
    }

    internal static async Task RunToDestructionAsync(BoxHost host, BoxVote vote, IReadOnlyCollection<SetAsideEntry> setAside)
    {
        Assert.Equal(CloseStep.Done, await CloseAsync(host, vote));
        Assert.Equal(CloseStep.Done, await EndAsync(host, vote, setAside));
        Assert.Equal(CloseStep.Done, await SignOffAsync(host, vote));
        Assert.Equal(KeyDestruction.Destroyed, await DestroyAsync(host, vote));
    }

    private static Task<CloseStep> CloseAsync(BoxHost host, BoxVote vote) => host.InScopeAsync<CloseUnits, CloseStep>(step => step.RunAsync(vote.Id, default));

    private static Task<CloseStep> EndAsync(BoxHost host, BoxVote vote, IReadOnlyCollection<SetAsideEntry> setAside) => host.InScopeAsync<EndBallots, CloseStep>(step => step.RunAsync(vote.Id, setAside, default));

    private static Task<CloseStep> SignOffAsync(BoxHost host, BoxVote vote) => host.InScopeAsync<SignOffUnits, CloseStep>(step => step.RunAsync(vote.Id, default));

    private static Task<KeyDestruction> DestroyAsync(BoxHost host, BoxVote vote) => host.InScopeAsync<DestroyContestKey, KeyDestruction>(step => step.RunAsync(vote.Id, BoxVote.Contest, default));

    private static KeyState KeyOf(BoxHost host, BoxVote vote) => ((Keydir)host.Services.GetService(typeof(Keydir))!).StateOf(ContestKeyName.Of(vote.Id, BoxVote.Contest));

    // The last ballot's bytes.
    internal static async Task<byte[]> CastAllAsync(HttpClient client, BoxUnitKit unit, params (int Entry, int Choice)[] casts)
    {
        byte[] ballot = [];
        foreach ((int entry, int choice) in casts)
        {
            ballot = unit.Ballot(entry, choice);
            Assert.True((await client.CastAsync(unit.Uuid, ballot)).Accepted);
        }

        return ballot;
    }

    private static async Task<byte[]> ArchiveAsync(BoxHost host, BoxVote vote)
    {
        using HttpResponseMessage response = await host.Anonymous().GetAsync($"/board/{vote.Unit.Uuid}.bel");
        byte[] archive = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(response.Content.Headers.ContentLength, archive.Length);
        return archive;
    }

    private static async Task<(long Blank, long Yes, long No)> CountsAsync(BoxHost host, BoxVote vote, BoxUnitKit unit)
    {
        ImmutableArray<long> counts = (await DecryptAsync(host, vote, unit)).Counts[0];
        return (counts[0], counts[1], counts[2]);
    }

    private static async Task<ElectionResult> DecryptAsync(BoxHost host, BoxVote vote, BoxUnitKit unit)
    {
        byte[] tallyRecord = (await host.InScopeAsync<BoardReader, byte[]?>(board => board.TallyAsync(unit.Uuid, default)))!;
        Assert.True(EncryptedTally.TryParse(tallyRecord, out EncryptedTally? tally, out _));
        List<VerifiedDecryption> verified = [];
        TallyOpening? opening = null;
        for (int owner = 1; owner <= vote.Trustees.Length; owner++)
        {
            (PartialDecryption decryption, _) = TallyDecryptor.Decrypt(unit.Election, tally, owner, vote.Trustees[owner - 1].PrivateKey, SystemRandom.Source);
            byte[] record = decryption.Write();
            await host.InScopeAsync<Board>(board => board.AppendPartialDecryptionAsync(unit.Uuid, owner, record, default));
            await host.InScopeAsync<Board>(board => board.AppendPartialDecryptionAsync(unit.Uuid, owner, record, default));
            opening ??= Verify(await host.Anonymous().GetByteArrayAsync($"/board/{unit.Uuid}.bel"), beforeDecryption: true).Board.Opening!;
            Assert.Equal(DecryptionFinding.Valid, opening.Verify(owner, decryption, out VerifiedDecryption? found));
            verified.Add(found!);
        }

        Assert.Equal(ResultFinding.Valid, opening!.Open(verified, out ElectionResult? result));
        await host.InScopeAsync<Board>(board => board.AppendResultAsync(unit.Uuid, result!.Write(), default));
        await host.InScopeAsync<Board>(board => board.AppendResultAsync(unit.Uuid, result!.Write(), default));
        return result!;
    }

    private static BoardReport Verify(byte[] archive, bool beforeDecryption) =>
        BoardVerification.Run(new MemoryStream(archive), new BoardVerificationOptions { BeforeDecryption = beforeDecryption });

    private static void AssertVerified(BoardReport report) =>
        Assert.True(report.Verified, string.Join('\n', report.Results.Where(result => result.Finding is not Finding.Passed)));
}
