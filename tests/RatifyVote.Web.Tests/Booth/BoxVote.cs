using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Web.Booth;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Tests.Booth;

/// <summary>A sealed vote in the box: one contest, some units, two trustees whose keys the test holds. Member m of a unit has the id <see cref="BoxUnitKit.MemberIds"/>[i].</summary>
internal sealed class BoxVote
{
    public const string Contest = "agreement";

    public string Id { get; } = ElectionUuid.New(SystemRandom.Source);
    public required DateTimeOffset OpensAt { get; init; }
    public required DateTimeOffset ClosesAt { get; init; }
    public SingleTrustee[] Trustees { get; } = [SingleTrustee.New(Group.Ed25519, SystemRandom.Source), SingleTrustee.New(Group.Ed25519, SystemRandom.Source)];
    public List<BoxUnitKit> Units { get; } = [];
    public BoxUnitKit Unit => Units[0];

    /// <summary>Seals a vote with units of these sizes and puts it into the host's box, opened.</summary>
    public static Task<BoxVote> SealAsync(
        BoxHost host, int[] members, RevoteRule revotes = RevoteRule.Last, bool practice = true, int smallUnit = 0, int flushSeconds = 60, int newCredentials = 2, bool open = true, TimeSpan? lasts = null) =>
        SealAsync(host.Services, host.Now, [.. members.Select(size => Enumerable.Range(0, size).Select(_ => Guid.NewGuid()).ToArray())], revotes, practice, smallUnit, flushSeconds, newCredentials, open, lasts);

    /// <summary>The same with members of the roster, in order of i.</summary>
    public static async Task<BoxVote> SealAsync(
        IServiceProvider services, DateTimeOffset now, Guid[][] members, RevoteRule revotes = RevoteRule.Last, bool practice = true, int smallUnit = 0, int flushSeconds = 60, int newCredentials = 2, bool open = true, TimeSpan? lasts = null)
    {
        BoxVote vote = new() { OpensAt = now, ClosesAt = now + (lasts ?? TimeSpan.FromHours(2)) };
        byte[] trustees = new TrusteeList([.. vote.Trustees.Select(trustee => (TrusteeItem)new TrusteeItem.Single(trustee.MakePublicKey(SystemRandom.Source)))]).Write();
        string y = Group.Ed25519.Encode(vote.Trustees.Select(trustee => Group.Ed25519.PowerOfGenerator(trustee.PrivateKey)).Aggregate(Group.Ed25519.Multiply));
        Keydir keydir = services.GetRequiredService<Keydir>();
        foreach (Guid[] ids in members)
        {
            await using AsyncServiceScope scope = services.CreateAsyncScope();
            Board board = scope.ServiceProvider.GetRequiredService<Board>();
            BoxUnitKit unit = BoxUnitKit.Derive(keydir, vote.Id, ids, vote.Units.Count, y);
            vote.Units.Add(unit);
            await unit.AddRollAsync(scope.ServiceProvider.GetRequiredService<RatifyVoteDb>());
            await board.SetUpAsync(new UnitSetup
            {
                Uuid = unit.Uuid,
                VoteId = vote.Id,
                ContestId = Contest,
                Place = vote.Units.Count - 1,
                Election = unit.Election.Write(),
                Trustees = trustees,
                PublicCredentials = unit.Derived.Credentials.Write(),
                LeafHashes = unit.Derived.LeafHashes,
                RollHashes = [.. unit.Roll.Select(leaf => leaf.RollHash)],
                Members = ids.Length,
                Spares = unit.Roll.Length - ids.Length,
                OpensAt = vote.OpensAt,
                ClosesAt = vote.ClosesAt,
                Flush = new FlushTerms(flushSeconds, newCredentials, smallUnit),
                Revotes = revotes,
                Practice = practice,
                SealedAt = now,
            }, default);
            if (open)
            {
                await board.OpenAsync(unit.Uuid, default);
            }
        }

        return vote;
    }
}

/// <summary>One unit of a <see cref="BoxVote"/> with everything a test may want to know.</summary>
internal sealed class BoxUnitKit
{
    private readonly byte[] contestKey;
    private readonly (string Record, byte[] RSalt)[] records;
    private BallotMaker? maker;

    private BoxUnitKit(string uuid, byte[] contestKey, (string, byte[])[] records, RollLeaf[] roll, DerivedUnit derived, Election election)
    {
        (Uuid, this.contestKey, this.records, Roll, Derived, Election) = (uuid, contestKey, records, roll, derived, election);
        using CredentialKey key = new(election.Group, uuid, contestKey);
        Credentials = key.PublicTexts(roll.Length);
    }

    public string Uuid { get; }
    public RollLeaf[] Roll { get; }
    public DerivedUnit Derived { get; }
    public Election Election { get; }

    /// <summary>ser(C_i) in order of i.</summary>
    public string[] Credentials { get; }
    public required Guid[] MemberIds { get; init; }

    public static BoxUnitKit Derive(Keydir keydir, string voteId, Guid[] memberIds, int place, string y)
    {
        int members = memberIds.Length;
        string uuid = ElectionUuid.New(SystemRandom.Source);
        using ContestKey key = keydir.Create(ContestKeyName.Of(voteId, BoxVote.Contest));
        string unitName = $"local-{600 + place}";
        (string Record, byte[] RSalt)[] records = [.. Enumerable.Range(0, members + SpareEntries.For(members)).Select(i => (
            Encoding.UTF8.GetString((i < members
                ? (RollRecord)new RollRecord.Member(BoxVote.Contest, unitName, $"card-{place}-{i}", $"Member {place} {i}")
                : new RollRecord.Spare(BoxVote.Contest, unitName, i - members)).Write()), RandomNumberGenerator.GetBytes(32)))];
        RollLeaf[] roll = [.. records.Select((entry, i) => new RollLeaf(i < members ? EntryKind.Member : EntryKind.Spare, Leaf.RollHash(Encoding.UTF8.GetBytes(entry.Record), entry.RSalt)))];
        DerivedUnit derived = UnitCredentials.Derive(Group.Ed25519, uuid, key.Bytes, roll);
        Election election = new()
        {
            Uuid = uuid,
            Name = $"Ratification, {unitName}",
            Description = "",
            Group = Group.Ed25519,
            PublicKey = y,
            Questions = [new Question("Shall the agreement be ratified?", ["Yes", "No"], true, 1, 1)],
            Binding = new ElectionBinding(RecordHash.OfText("terms"), BoxVote.Contest, unitName, derived.Credentials.Hash, derived.Root, members, roll.Length - members),
        };
        return new BoxUnitKit(uuid, key.Bytes.ToArray(), records, roll, derived, election) { MemberIds = memberIds };
    }

    public async Task AddRollAsync(RatifyVoteDb db)
    {
        for (int i = 0; i < Roll.Length; i++)
        {
            Guid? member = i < MemberIds.Length ? MemberIds[i] : null;
            db.Add(new RollEntry { Uuid = Uuid, I = i, Kind = Roll[i].Kind, MemberId = member, Record = records[i].Record, RSalt = records[i].RSalt });
        }

        await db.SaveChangesAsync();
    }

    public Scalar Secret(int i)
    {
        using CredentialKey key = new(Election.Group, Uuid, contestKey);
        return key.Secret(i);
    }

    /// <summary>A new ballot of entry i: 0 blank, 1 Yes, 2 No.</summary>
    public byte[] Ballot(int i, int choice = 1)
    {
        int[] slots = [0, 0, 0];
        slots[choice] = 1;
        return (maker ??= new BallotMaker(Election)).Make(Secret(i), [slots], SystemRandom.Source).Write();
    }
}

/// <summary>What a cast was answered.</summary>
internal sealed record CastAnswer(int Status, string? Refused, Receipt? Receipt, int Bytes)
{
    public bool Accepted => Receipt is not null;
}

internal static class Casting
{
    public static async Task<CastAnswer> CastAsync(this HttpClient client, string uuid, byte[] ballot) => await client.PostCastAsync(uuid, PaddedBody.WriteCast(ballot));

    public static async Task<CastAnswer> PostCastAsync(this HttpClient client, string uuid, byte[] body, Action<HttpRequestMessage>? change = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/cast/{uuid}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        change?.Invoke(request);
        using HttpResponseMessage response = await client.SendAsync(request);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        using JsonDocument json = JsonDocument.Parse(answer);
        Receipt? receipt = json.RootElement.TryGetProperty("receipt", out JsonElement element) && Receipt.TryParse(Encoding.UTF8.GetBytes(element.GetRawText()), out Receipt? read, out _) ? read : null;
        return new CastAnswer((int)response.StatusCode, json.RootElement.TryGetProperty("refused", out JsonElement why) ? why.GetString() : null, receipt, answer.Length);
    }
}
