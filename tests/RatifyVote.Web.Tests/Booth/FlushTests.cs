using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Booth.Boards;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Tests.Booth;

public class FlushTests
{
    [Theory, OnBothDatabases]
    public async Task Between_flushes_nothing_public_moves(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [5], newCredentials: 2, flushSeconds: 3600);
        HttpClient client = host.Anonymous();
        (string, string) before = await PublicAsync(host, vote);
        for (int i = 0; i < 4; i++)
        {
            Assert.True((await client.CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(i))).Accepted);
            Assert.Equal(0, await FlushAsync(host));
            Assert.Equal(before, await PublicAsync(host, vote));
        }

        host.Clock.Advance(TimeSpan.FromMinutes(59.9));
        Assert.Equal(0, await FlushAsync(host));
        host.Clock.Advance(TimeSpan.FromMinutes(0.1));
        Assert.Equal(1, await FlushAsync(host));
        Assert.NotEqual(before, await PublicAsync(host, vote));
        Assert.Equal(0, await host.InScopeAsync<BallotBoxDb, int>(db => db.Set<InboxRow>().CountAsync()));
        Assert.Equal(0, await host.InScopeAsync<BallotBoxDb, int>(db => db.Set<InboxCiphertextRow>().CountAsync()));
    }

    [Fact]
    public async Task A_flush_waits_for_enough_credentials_that_cast_for_the_first_time()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [5], newCredentials: 2);
        HttpClient client = host.Anonymous();
        for (int n = 0; n < 3; n++)
        {
            await client.CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(0));
        }

        host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await FlushAsync(host));
        await client.CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(1));
        Assert.Equal(1, await FlushAsync(host));
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        // Both have ballots on the board: their new ballots are not new credentials.
        await client.CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(0));
        await client.CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(1));
        Assert.Equal(0, await FlushAsync(host));
    }

    [Fact]
    public async Task A_small_unit_is_published_only_at_its_close()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [5], newCredentials: 1, smallUnit: 6);
        await host.Anonymous().CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(0));
        host.Clock.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(0, await FlushAsync(host));
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        await host.InScopeAsync<CloseUnits>(close => close.RunAsync(vote.Id, default));
        Assert.Single(await BallotsAsync(host, vote));
    }

    [Theory, OnBothDatabases]
    public async Task Every_flush_is_announced_in_the_journal_once_also_when_it_was_cut_off_before(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [5], newCredentials: 1);
        await host.Anonymous().CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(0));
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await FlushAsync(host);
        // As if the process had died between board and journal: the announcement is asked for again.
        await host.InScopeAsync<BallotBoxDb>(db => db.Set<BoxUnit>().ExecuteUpdateAsync(set => set.SetProperty(unit => unit.AnnouncedHeight, 0)));
        await FlushAsync(host);
        JournalData.BoardPublished published = Assert.Single((await host.InScopeAsync<Journal, IReadOnlyList<JournalLine>>(journal => journal.LinesAsync(vote.Id, default)))
            .Select(line => line.Entry.Data).OfType<JournalData.BoardPublished>());
        Assert.Equal((vote.Unit.Uuid, 1, 1), (published.Uuid, published.Height, published.Ballots));
    }

    [Fact]
    public async Task Ballots_of_one_credential_keep_their_order_through_a_flush()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [8], newCredentials: 1);
        HttpClient client = host.Anonymous();
        Dictionary<string, List<string>> cast = [];
        for (int n = 0; n < 3; n++)
        {
            for (int i = 0; i < 8; i++)
            {
                CastAnswer answer = await client.CastAsync(vote.Unit.Uuid, vote.Unit.Ballot(i));
                (cast.TryGetValue(vote.Unit.Credentials[i], out List<string>? own) ? own : cast[vote.Unit.Credentials[i]] = []).Add(answer.Receipt!.Tracker.ToString());
            }
        }

        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await FlushAsync(host);
        foreach (IGrouping<string, string> onBoard in (await BallotsAsync(host, vote)).GroupBy(ballot => ballot.Credential, ballot => ballot.Tracker))
        {
            Assert.Equal(cast[onBoard.Key], onBoard);
        }
    }

    [Fact]
    public void The_shuffle_gives_every_order_that_keeps_an_owners_own_order_equally_often()
    {
        // a1 before a2, b anywhere: three orders. Chi-square with two degrees of freedom; 20 is passed by chance once in 22,000 runs.
        (string Owner, int Seq)[] items = [("a", 1), ("a", 2), ("b", 1)];
        Dictionary<string, int> seen = [];
        const int Runs = 6000;
        for (int n = 0; n < Runs; n++)
        {
            string order = string.Concat(BallotShuffle.Run(items, item => item.Owner, item => item.Seq).Select(item => item.Owner + item.Seq));
            seen[order] = seen.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(["a1a2b1", "a1b1a2", "b1a1a2"], seen.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(seen.Values.Sum(count => Math.Pow(count - Runs / 3.0, 2) / (Runs / 3.0)), 0, 20);
    }

    [Fact]
    public async Task On_SQLite_the_tables_that_must_not_keep_the_order_of_arrival_number_no_rows()
    {
        await using TestDatabases databases = await TestDatabases.NewAsync(DatabaseProvider.Sqlite);
        await using BallotBoxDb db = databases.BallotBox();
        List<string> tables = await db.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND sql LIKE '%WITHOUT ROWID'").ToListAsync();
        Assert.Equal(["BoardCiphertexts", "Inbox", "InboxCiphertexts", "SignOff"], tables.Order(StringComparer.Ordinal));
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT secure_delete AS Value FROM pragma_secure_delete").SingleAsync());
    }

    internal static Task<int> FlushAsync(BoxHost host) => host.InScopeAsync<Flush, int>(flush => flush.RunAsync(default));

    internal static async Task<List<(string Credential, string Tracker)>> BallotsAsync(BoxHost host, BoxVote vote)
    {
        using System.Text.Json.JsonDocument index = System.Text.Json.JsonDocument.Parse(await host.Anonymous().GetStringAsync($"/board/{vote.Unit.Uuid}/index.json"));
        return [.. index.RootElement.GetProperty("ballots").EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()!))];
    }

    private static async Task<(string Index, string Archive)> PublicAsync(BoxHost host, BoxVote vote) =>
        (await host.Anonymous().GetStringAsync($"/board/{vote.Unit.Uuid}/index.json"), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await host.Anonymous().GetByteArrayAsync($"/board/{vote.Unit.Uuid}.bel"))));
}
