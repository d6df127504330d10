using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Roster;
using RatifyVote.Web.Tests.Accounts;
using RatifyVote.Web.Tests.Booth;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Tests.Sites;

namespace RatifyVote.Web.Tests.Secrecy;

/// <summary>The whole host as people meet it: activation by mail and roster secret, sign-in by passkey, booth, hand-out, cast, tracker. Then databases, logs and mail are seized.</summary>
public class WholeHostTests
{
    private const int Members = 14;

    // Two unrelated orders of 14 agree in one place on average; in nine or more once in a million tries.
    private const int MoreThanChance = 9;

    [Theory, OnBothDatabases]
    public async Task Sign_ins_mail_and_logs_tie_nobody_to_a_ballot_and_voting_changes_no_row_of_a_member(DatabaseProvider provider)
    {
        await using TestSite site = await TestSite.StartAsync(provider);
        CollectedLogs logs = new();
        site.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        List<(SoftwareKey Key, MemberFacts Member)> people = [];
        for (int i = 0; i < Members; i++)
        {
            (_, SoftwareKey key, MemberFacts member) = await site.ActivatedAsync($"CARD-{i:D3}");
            people.Add((key, member));
        }

        BoxVote vote = await BoxVote.SealAsync(site.Services, site.Clock.GetUtcNow(), [[.. people.Select(person => person.Member.Id)]], newCredentials: 1);
        string before = Text(await Seizure.OfAsync(site.Databases, logs));
        List<(int I, HandOut HandOut, Tracker Tracker)> casts = [];
        for (int i = 0; i < Members; i++)
        {
            (HandOut handOut, Tracker tracker) = await VoteAsync(site, vote.Unit, people[i].Key, i);
            casts.Add((i, handOut, tracker));
        }

        Assert.Equal(before, Text(await Seizure.OfAsync(site.Databases, logs)));
        site.Clock.Advance(TimeSpan.FromHours(2));
        await site.InScopeAsync(async services =>
        {
            Assert.Equal(CloseStep.Done, await services.GetRequiredService<CloseUnits>().RunAsync(vote.Id, default));
            Assert.Equal(CloseStep.Done, await services.GetRequiredService<EndBallots>().RunAsync(vote.Id, [], default));
            Assert.Equal(CloseStep.Done, await services.GetRequiredService<SignOffUnits>().RunAsync(vote.Id, default));
        });
        Assert.Equal(Members, LinkAttack.WithKeydir(await Seizure.OfAsync(site.Databases, logs), site.KeydirFolder).Count);
        await site.InScopeAsync(async services => Assert.Equal(KeyDestruction.Destroyed, await services.GetRequiredService<DestroyContestKey>().RunAsync(vote.Id, BoxVote.Contest, default)));

        Seizure seized = await Seizure.OfAsync(site.Databases, logs, site.MailFolder);
        Assert.Empty(LinkAttack.WithKeydir(seized, site.KeydirFolder));
        // The search sees into mail: every activation went there.
        Assert.All(people, person => Assert.Contains("raw files", seized.FindText(person.Member.Email!)));
        string[] outsideTheBoard = ["logs"];
        foreach ((int i, HandOut handOut, Tracker tracker) in casts)
        {
            Assert.Empty(seized.FindText(handOut.Secret));
            Assert.Empty(seized.FindBytes(handOut.Salt.ToArray()));
            Assert.Empty(seized.FindText(tracker.ToString()).Intersect(outsideTheBoard));
            Assert.Empty(seized.FindText(vote.Unit.Credentials[i]).Intersect(outsideTheBoard));
            string member = people[i].Member.Id.ToString();
            Assert.DoesNotContain(seized.Rows, row => row.Text.Contains(member, StringComparison.OrdinalIgnoreCase)
                && (row.Text.Contains(vote.Unit.Credentials[i], StringComparison.Ordinal) || row.Text.Contains(tracker.Hash.ToHex(), StringComparison.OrdinalIgnoreCase)));
        }

        AssertNoOrderJoins(seized, people, casts);
    }

    private static async Task<(HandOut HandOut, Tracker Tracker)> VoteAsync(TestSite site, BoxUnitKit unit, SoftwareKey key, int i)
    {
        Visitor visitor = site.Visitor();
        Assert.Equal(HttpStatusCode.OK, await visitor.SignInAsync(key));
        string csrf = await visitor.CsrfAsync("/account");
        using HttpRequestMessage ask = new(HttpMethod.Post, $"/handout/{unit.Uuid}") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        ask.Headers.Add("X-CSRF", csrf);
        using HttpResponseMessage given = await visitor.Http.SendAsync(ask);
        Assert.True(HandOut.TryParse(await given.Content.ReadAsByteArrayAsync(), out HandOut? handOut, out _), $"{given.StatusCode} {site.Problems}");
        Group group = unit.Election.Group;
        Assert.True(group.TryParseScalar(handOut.Secret, out Scalar secret));
        int[] slots = [0, 0, 0];
        slots[i % 3] = 1;
        byte[] ballot = new BallotMaker(unit.Election).Make(secret, [slots], SystemRandom.Source).Write();
        HttpClient nobody = site.CreateClient(new() { BaseAddress = new Uri("https://localhost"), HandleCookies = false });
        nobody.DefaultRequestHeaders.Add("Origin", "https://localhost");
        Assert.True((await nobody.CastAsync(unit.Uuid, ballot)).Accepted);
        Tracker tracker = Tracker.Of(ballot);
        using ByteArrayContent question = new(PaddedBody.Write(PaddedBody.TrackerLookUp, writer => writer.Key("tracker").Text(tracker.ToString())));
        using HttpResponseMessage answer = await nobody.PostAsync($"/board/{unit.Uuid}/tracker", question);
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(("received", PaddedBody.TrackerLookUp), (JsonNode.Parse(body)!["state"]!.GetValue<string>(), body.Length));
        return (handOut, tracker);
    }

    // Every row of the members' database that names a member, in the order in which it lies and in which its transactions came, beside the board.
    private static void AssertNoOrderJoins(Seizure seized, List<(SoftwareKey Key, MemberFacts Member)> people, List<(int I, HandOut HandOut, Tracker Tracker)> casts)
    {
        Dictionary<string, string> truth = casts.ToDictionary(cast => cast.I.ToString(CultureInfo.InvariantCulture), cast => cast.Tracker.Hash.ToHex().ToUpperInvariant());
        List<string> board = [.. seized.Of("BoardEvents").Where(row => row.Columns["Credential"].Length > 0).Select(row => row.Columns["Payload"])];
        Assert.Equal(Members, board.Count);
        string[] named = [.. people.Select(person => person.Member.Id.ToString())];
        int orders = 0;
        foreach (IGrouping<string, SeizedRow> table in seized.Rows.GroupBy(row => row.Table))
        {
            foreach (IEnumerable<SeizedRow> order in new[] { table.OrderBy(row => row.Place), table.OrderBy(row => row.Transaction).ThenBy(row => row.Place) })
            {
                List<string> members = [.. order.Select(row => Array.FindIndex(named, id => row.Text.Contains(id, StringComparison.OrdinalIgnoreCase))).Where(i => i >= 0).Distinct().Select(i => i.ToString(CultureInfo.InvariantCulture))];
                if (members.Count == Members)
                {
                    orders++;
                    int right = Math.Max(LinkAttack.Right(members, board, truth), LinkAttack.Right(Enumerable.Reverse(members), board, truth));
                    Assert.True(right < MoreThanChance, $"{table.Key} beside the board: {right} of {Members} are right.");
                }
            }
        }

        Assert.True(orders >= 4, "The tables that name every member were not found.");
    }

    private static string Text(Seizure seized) => string.Join('\n', seized.Rows
        .Where(row => row.Table is not ("Inbox" or "InboxCiphertexts")).Select(row => $"{row.Table} {row.Place} {row.Transaction} {row.Text}").Order(StringComparer.Ordinal));
}
