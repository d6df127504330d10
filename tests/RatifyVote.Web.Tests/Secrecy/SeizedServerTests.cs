using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Tests.Booth;
using RatifyVote.Web.Tests.Databases;

namespace RatifyVote.Web.Tests.Secrecy;

/// <summary>A whole vote through hand-out, cast, flushes and the close; then the server is seized, before and after the end of its contest key.</summary>
public class SeizedServerTests
{
    private const int Members = 60;

    // Laying two unrelated orders of 60 side by side gets one right on average (Poisson); ten or more by chance once in nine million tries.
    private const int MoreThanChance = 10;

    [Theory, OnBothDatabases]
    public async Task Before_the_close_the_server_with_its_keydir_gives_every_link_and_without_it_holds_no_ballot_of_the_inbox(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [Members], newCredentials: 10);
        List<Cast> published = await VoteAsync(host, vote, [.. Enumerable.Range(0, 20)]);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await FlushTests.FlushAsync(host));
        List<Cast> waiting = await VoteAsync(host, vote, [.. Enumerable.Range(20, 15)]);
        Seizure seized = await Seizure.OfAsync(host);

        Dictionary<Guid, List<string>> links = LinkAttack.WithKeydir(seized, host.KeydirPath);
        Assert.Equal(published.Concat(waiting).ToDictionary(cast => cast.Member, cast => cast.Tracker.ToString()), links.ToDictionary(link => link.Key, link => link.Value.Single()));
        foreach (Cast cast in waiting)
        {
            Assert.Empty(seized.FindText(cast.Tracker.ToString()));
            Assert.Empty(seized.FindBytes(cast.Tracker.Hash.ToArray()));
            Assert.Empty(cast.Ballot.Answers.SelectMany(answer => answer.Choices).SelectMany(ciphertext => seized.FindText(ciphertext.Alpha)));
        }

        foreach (Cast cast in published.Concat(waiting))
        {
            AssertNoSecretOf(seized, vote.Unit, cast);
        }
    }

    [Theory, OnBothDatabases]
    public async Task After_the_key_is_destroyed_the_same_program_fails_and_no_row_order_or_hash_ties_a_member_to_a_ballot(DatabaseProvider provider)
    {
        await using BoxHost host = await BoxHost.StartAsync(provider);
        BoxVote vote = await BoxVote.SealAsync(host, [Members], newCredentials: 10);
        // In order of the roll: the order that would show most easily.
        List<Cast> casts = await VoteAsync(host, vote, [.. Enumerable.Range(0, 25)]);
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await FlushTests.FlushAsync(host));
        casts.AddRange(await VoteAsync(host, vote, [.. Enumerable.Range(25, 25)]));
        host.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(casts.Count, LinkAttack.WithKeydir(await Seizure.OfAsync(host), host.KeydirPath).Count);
        await EndOfVoteTests.RunToDestructionAsync(host, vote, []);

        Seizure seized = await Seizure.OfAsync(host);
        Assert.Empty(LinkAttack.WithKeydir(seized, host.KeydirPath));
        AssertNoRowJoins(seized, vote.Unit, casts);
        AssertNoOrderJoins(seized, vote.Unit, casts);
        AssertNoHashGuess(seized, vote.Unit, casts);
        foreach (Cast cast in casts)
        {
            AssertNoSecretOf(seized, vote.Unit, cast);
        }
    }

    [Fact]
    public async Task The_attack_by_order_would_succeed_on_a_board_in_order_of_arrival()
    {
        await using BoxHost host = await BoxHost.StartAsync(DatabaseProvider.Sqlite);
        BoxVote vote = await BoxVote.SealAsync(host, [Members]);
        List<Cast> casts = await VoteAsync(host, vote, [.. Enumerable.Range(0, 40)]);
        Dictionary<string, string> truth = casts.ToDictionary(cast => Text(cast.I), cast => cast.Tracker.ToString());
        Assert.InRange(LinkAttack.Right(Enumerable.Range(0, 40).Select(Text), casts.Select(cast => cast.Tracker.ToString()), truth), MoreThanChance, 40);
    }

    private static async Task<List<Cast>> VoteAsync(BoxHost host, BoxVote vote, int[] entries)
    {
        Group group = vote.Unit.Election.Group;
        BallotMaker maker = new(vote.Unit.Election);
        List<Cast> casts = [];
        foreach (int i in entries)
        {
            HttpClient member = await host.MemberAsync(vote.Unit.MemberIds[i], host.Now);
            using HttpResponseMessage response = await member.PostAsync($"/handout/{vote.Unit.Uuid}", new StringContent("{}"));
            Assert.True(HandOut.TryParse(await response.Content.ReadAsByteArrayAsync(), out HandOut? handOut, out _));
            Assert.True(group.TryParseScalar(handOut.Secret, out Scalar secret));
            int[] slots = [0, 0, 0];
            slots[i % 3] = 1;
            Ballot ballot = maker.Make(secret, [slots], SystemRandom.Source);
            Assert.True((await host.Anonymous().CastAsync(vote.Unit.Uuid, ballot.Write())).Accepted);
            casts.Add(new Cast(i, vote.Unit.MemberIds[i], handOut, ballot, ballot.Tracker()));
        }

        return casts;
    }

    // The private credential, its salt and the ballot's exact text before it is public: nowhere.
    private static void AssertNoSecretOf(Seizure seized, BoxUnitKit unit, Cast cast)
    {
        Assert.Empty(seized.FindText(cast.HandOut.Secret));
        byte[] secret = System.Numerics.BigInteger.Parse(cast.HandOut.Secret, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);
        Assert.Empty(seized.FindBytes(secret));
        Assert.Empty(seized.FindBytes([.. secret.Reverse()]));
        Assert.Empty(seized.FindBytes(cast.HandOut.Salt.ToArray()));
        Assert.Empty(seized.FindText(Convert.ToHexStringLower(cast.HandOut.Salt.Span)));
        Assert.DoesNotContain(cast.Tracker.ToString(), seized.Logs, StringComparison.Ordinal);
        Assert.DoesNotContain(unit.Credentials[cast.I], seized.Logs, StringComparison.Ordinal);
        Assert.DoesNotContain(cast.Member.ToString(), seized.Logs, StringComparison.OrdinalIgnoreCase);
    }

    // No row anywhere holds something of a member beside something of a ballot.
    private static void AssertNoRowJoins(Seizure seized, BoxUnitKit unit, List<Cast> casts)
    {
        foreach (SeizedRow row in seized.Rows)
        {
            foreach (Cast cast in casts)
            {
                bool member = row.Text.Contains(cast.Member.ToString(), StringComparison.OrdinalIgnoreCase) || row.Text.Contains(cast.HandOut.Record, StringComparison.Ordinal)
                    || row.Text.Contains($"Member 0 {cast.I}\"", StringComparison.Ordinal) || row.Text.Contains($"card-0-{cast.I}\"", StringComparison.Ordinal);
                Assert.False(member && (Holds(row, unit.Credentials[cast.I]) || Holds(row, cast.Tracker.ToString()) || row.Text.Contains(cast.Tracker.Hash.ToHex(), StringComparison.OrdinalIgnoreCase)),
                    $"A row of {row.Table} ties member {cast.I} to its ballot.");
            }
        }
    }

    private static bool Holds(SeizedRow row, string text) =>
        row.Text.Contains(text, StringComparison.Ordinal) || row.Text.Contains(Convert.ToHexString(Encoding.UTF8.GetBytes(text)), StringComparison.OrdinalIgnoreCase);

    // Every order a member's side has beside every order the ballots' side has: rows as they lie, as their transactions came, by i, by height, by hash.
    private static void AssertNoOrderJoins(Seizure seized, BoxUnitKit unit, List<Cast> casts)
    {
        Dictionary<string, string> truth = casts.ToDictionary(cast => Text(cast.I), cast => cast.Tracker.ToString());
        Dictionary<string, string> trackerOf = casts.ToDictionary(cast => unit.Credentials[cast.I], cast => cast.Tracker.ToString());
        HashSet<string> voters = [.. truth.Keys];
        SeizedRow[] signOff = [.. seized.Of("SignOff").Where(row => row.Columns["State"] == nameof(SignOffState.Recorded))];
        SeizedRow[] roll = [.. seized.Of("RollEntries").Where(row => voters.Contains(row.Columns["I"]))];
        Assert.Equal(casts.Count, signOff.Length);
        Dictionary<string, IEnumerable<string>> members = new()
        {
            ["sign-off as it lies"] = signOff.Select(row => row.Columns["I"]),
            ["sign-off by transaction"] = signOff.OrderBy(row => row.Transaction).ThenBy(row => row.Place).Select(row => row.Columns["I"]),
            ["sign-off by salt"] = signOff.OrderBy(row => row.Columns["SSalt"], StringComparer.Ordinal).Select(row => row.Columns["I"]),
            ["roll as it lies"] = roll.Select(row => row.Columns["I"]),
            ["roll by transaction"] = roll.OrderBy(row => row.Transaction).ThenBy(row => row.Place).Select(row => row.Columns["I"]),
            ["roll by salt"] = roll.OrderBy(row => row.Columns["RSalt"], StringComparer.Ordinal).Select(row => row.Columns["I"]),
            ["leaves"] = voters.OrderBy(i => unit.Derived.LeafHashes[int.Parse(i, CultureInfo.InvariantCulture)].ToHex(), StringComparer.Ordinal),
        };
        SeizedRow[] events = [.. seized.Of("BoardEvents").Where(row => row.Columns["Credential"].Length > 0)];
        SeizedRow[] records = [.. seized.Of("BoardRecords").Where(row => row.Columns["Height"] is not "0" && trackerOf.ContainsValue(TrackerOf(row.Columns["Hash"])))];
        Dictionary<string, string> byAlpha = casts.SelectMany(cast => cast.Ballot.Answers.SelectMany(answer => answer.Choices)
            .Select(ciphertext => (Hash: RecordHash.OfText($"{ciphertext.Alpha},{ciphertext.Beta}").ToHex().ToUpperInvariant(), Tracker: cast.Tracker.ToString()))).ToDictionary(pair => pair.Hash, pair => pair.Tracker);
        Dictionary<string, IEnumerable<string>> ballots = new()
        {
            ["board by height"] = events.OrderBy(row => int.Parse(row.Columns["Height"], CultureInfo.InvariantCulture)).Select(row => TrackerOf(row.Columns["Payload"])),
            ["events as they lie"] = events.Select(row => TrackerOf(row.Columns["Payload"])),
            ["events by transaction"] = events.OrderBy(row => row.Transaction).ThenBy(row => row.Place).Select(row => TrackerOf(row.Columns["Payload"])),
            ["records as they lie"] = records.Select(row => TrackerOf(row.Columns["Hash"])),
            ["ciphertexts as they lie"] = seized.Of("BoardCiphertexts").Select(row => byAlpha[row.Columns["Hash"]]).Distinct(),
            ["list of credentials"] = unit.Derived.Credentials.Entries.Where(entry => trackerOf.ContainsKey(entry.Text)).Select(entry => trackerOf[entry.Text]),
        };
        Assert.All(ballots, order => Assert.Equal(casts.Count, order.Value.Count()));
        foreach ((string of, IEnumerable<string> left) in members)
        {
            foreach ((string beside, IEnumerable<string> right) in ballots)
            {
                int forward = LinkAttack.Right(left, right, truth), backward = LinkAttack.Right(left.Reverse(), right, truth);
                Assert.True(forward < MoreThanChance && backward < MoreThanChance, $"{of} beside {beside}: {forward} forward and {backward} backward of {casts.Count} are right.");
            }
        }
    }

    // Tags and leaves that could be recomputed without keydir, from anything that is public or in the databases.
    private static void AssertNoHashGuess(Seizure seized, BoxUnitKit unit, List<Cast> casts)
    {
        byte[][] keys = [[], Encoding.UTF8.GetBytes(unit.Uuid), Encoding.UTF8.GetBytes(unit.Election.Fingerprint), new byte[32], HKDF.DeriveKey(HashAlgorithmName.SHA512, new byte[32], 32, [], Encoding.UTF8.GetBytes("rv1/tag|" + unit.Uuid))];
        HashSet<string> leaves = [.. unit.Derived.LeafHashes.Select(leaf => leaf.ToHex())];
        foreach (Cast cast in casts.Take(8))
        {
            Ciphertext first = new(cast.Ballot.Answers[0].Choices[0].Alpha, cast.Ballot.Answers[0].Choices[0].Beta);
            foreach (string text in new[] { cast.Tracker.ToString(), unit.Credentials[cast.I], $"ct|{first.Alpha},{first.Beta}" })
            {
                Assert.Empty(keys.SelectMany(key => seized.FindBytes(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)))));
                Assert.Empty(seized.FindBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
            }

            // The leaf of i hides its credential under a salt: none of the salts that are stored is it.
            foreach (SeizedRow entry in seized.Of("RollEntries").Where(row => row.Columns["I"] == Text(cast.I)))
            {
                foreach (byte[] salt in new[] { Convert.FromHexString(entry.Columns["RSalt"]), new byte[32] })
                {
                    Leaf leaf = new(unit.Uuid, cast.I, EntryKind.Member, unit.Roll[cast.I].RollHash, Leaf.CredentialHash(unit.Uuid, cast.I, unit.Credentials[cast.I], salt));
                    Assert.DoesNotContain(leaf.Hash().ToHex(), leaves);
                }
            }
        }
    }

    private static string TrackerOf(string hexHash) => Convert.ToBase64String(Convert.FromHexString(hexHash)).TrimEnd('=');

    private static string Text(int i) => i.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Ciphertext(string Alpha, string Beta);

    private sealed record Cast(int I, Guid Member, HandOut HandOut, Ballot Ballot, Tracker Tracker);
}
