using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Tests.Booth;

public class HandOutTests
{
    [Theory, OnBothDatabases]
    public async Task A_member_gets_its_own_credential_and_leaf_in_4096_bytes_and_nothing_is_written_anywhere(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [6]);
        HttpClient member = await host.MemberAsync(vote.Unit.MemberIds[4], host.Clock.GetUtcNow().AddMinutes(-4.9));
        string before = await WrittenAsync(host);
        int lines = host.Logs.Lines.Count;
        HttpResponseMessage response = await member.PostAsync($"/handout/{vote.Unit.Uuid}", new StringContent("{}"));
        byte[] body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal((200, 4096), ((int)response.StatusCode, body.Length));
        Assert.Contains("no-store", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.True(HandOut.TryParse(body, out HandOut? handOut, out _));
        Group group = vote.Unit.Election.Group;
        Assert.True(group.TryParseScalar(handOut.Secret, out Scalar secret));
        string credential = group.Encode(group.PowerOfGenerator(secret));
        Assert.Equal((4, vote.Unit.Credentials[4]), (handOut.Index, credential));
        Assert.True(vote.Unit.Derived.Credentials.TryWeightOf(credential, out _));
        Assert.True(handOut.LeadsTo(vote.Unit.Election.Binding!.RollRoot, credential, vote.Unit.Roll.Length));
        Assert.Equal(before, await WrittenAsync(host));
        string said = string.Join('\n', host.Logs.Lines.Skip(lines));
        Assert.DoesNotContain(handOut.Secret, said, StringComparison.Ordinal);
        Assert.DoesNotContain(credential, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_credential_may_be_fetched_again_and_is_the_same()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [6]);
        HttpClient member = await host.MemberAsync(vote.Unit.MemberIds[0], host.Clock.GetUtcNow());
        byte[][] bodies = [await BodyAsync(member, vote), await BodyAsync(member, vote)];
        Assert.Equal(bodies[0], bodies[1]);
    }

    [Fact]
    public async Task SignInAgain_without_a_whole_sign_in_under_five_minutes_old()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [6]);
        Guid id = vote.Unit.MemberIds[0];
        await AssertRefusedAsync(await host.MemberAsync(id, host.Clock.GetUtcNow().AddMinutes(-5)), vote, 401, "SignInAgain");
        await AssertRefusedAsync(await host.MemberAsync(id, host.Clock.GetUtcNow(), SignInMethod.Activation), vote, 401, "SignInAgain");
        HttpClient nobody = await host.MemberAsync(id, host.Clock.GetUtcNow());
        nobody.DefaultRequestHeaders.Remove("X-Member");
        // The token was given to somebody who was signed in: for nobody it is worth nothing.
        await AssertRefusedAsync(nobody, vote, 400, "Unreadable");
    }

    [Fact]
    public async Task Unreadable_without_the_antiforgery_token()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [6]);
        HttpClient member = await host.MemberAsync(vote.Unit.MemberIds[0], host.Clock.GetUtcNow());
        member.DefaultRequestHeaders.Remove("X-CSRF");
        await AssertRefusedAsync(member, vote, 400, "Unreadable");
    }

    [Fact]
    public async Task NotOnRoll_for_a_member_of_another_unit_and_Removed_for_one_taken_off()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [3, 3]);
        await AssertRefusedAsync(await host.MemberAsync(vote.Units[1].MemberIds[0], host.Clock.GetUtcNow()), vote, 403, "NotOnRoll");
        Guid removed = vote.Unit.MemberIds[1];
        await host.InScopeAsync<RatifyVoteDb>(db => db.Set<RollEntry>().Where(entry => entry.MemberId == removed).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Status, RollStatus.Removed)));
        await AssertRefusedAsync(await host.MemberAsync(removed, host.Clock.GetUtcNow()), vote, 403, "Removed");
    }

    [Fact]
    public async Task PollsNotOpen_before_and_PollsClosed_from_the_closing_instant_on()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [3], open: false);
        await AssertRefusedAsync(await host.MemberAsync(vote.Unit.MemberIds[0], host.Clock.GetUtcNow()), vote, 409, "PollsNotOpen");
        await host.InScopeAsync<Web.Booth.Board>(board => board.OpenAsync(vote.Unit.Uuid, default));
        host.Clock.Advance(TimeSpan.FromHours(2));
        await AssertRefusedAsync(await host.MemberAsync(vote.Unit.MemberIds[0], host.Clock.GetUtcNow()), vote, 409, "PollsClosed");
    }

    private static async Task<byte[]> BodyAsync(HttpClient member, BoxVote vote)
    {
        using HttpResponseMessage response = await member.PostAsync($"/handout/{vote.Unit.Uuid}", new StringContent("{}"));
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task AssertRefusedAsync(HttpClient member, BoxVote vote, int status, string why)
    {
        using HttpResponseMessage response = await member.PostAsync($"/handout/{vote.Unit.Uuid}", new StringContent("{}"));
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        using JsonDocument json = JsonDocument.Parse(body);
        Assert.Equal((status, why, 4096), ((int)response.StatusCode, json.RootElement.GetProperty("error").GetString(), body.Length));
    }

    // Changes with every row written to either database: sizes of file and log on SQLite, place and transaction of every row on PostgreSQL.
    private static async Task<string> WrittenAsync(BoxHost host)
    {
        await using BallotBoxDb box = host.Databases.BallotBox();
        await using RatifyVoteDb people = host.Databases.RatifyVote();
        if (box.IsSqlite())
        {
            return string.Join(' ', new[] { box.Database.GetConnectionString()!, people.Database.GetConnectionString()! }
                .Select(connection => new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connection).DataSource)
                .Select(file => new FileInfo(file).Length + (File.Exists(file + "-wal") ? new FileInfo(file + "-wal").Length : 0)));
        }

        List<string> written = [];
        foreach (DbContext db in new DbContext[] { box, people })
        {
            foreach (string table in await db.Database.SqlQueryRaw<string>("SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'public'").ToListAsync())
            {
                string rows = "SELECT coalesce(md5(string_agg(ctid::text || xmin::text, ',' ORDER BY ctid)), '') AS \"Value\" FROM \"" + table + '"';
                written.AddRange(await db.Database.SqlQueryRaw<string>(rows).ToListAsync());
            }
        }

        return string.Join(' ', written);
    }
}
