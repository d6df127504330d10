using System.Collections.Immutable;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Kit;

/// <summary>What a <see cref="TestElection"/> is made of. Everything else follows from <see cref="Seed"/>.</summary>
public sealed record TestElectionPlan
{
    public Group Group { get; init; } = Group.Ed25519;

    /// <summary>Trustees that must all decrypt; ignored with <see cref="Threshold"/>.</summary>
    public int Trustees { get; init; } = 2;

    /// <summary>t of n trustees.</summary>
    public (int T, int N)? Threshold { get; init; }
    public bool Blank { get; init; } = true;
    public int Voters { get; init; } = 5;

    /// <summary>Voters 0..Revotes-1 cast once more, with another choice.</summary>
    public int Revotes { get; init; } = 2;

    /// <summary>Credentials beyond the voters', never used.</summary>
    public int Unused { get; init; } = 1;
    public bool Weighted { get; init; }

    /// <summary>Credentials of the 3.x text form, which belenios-tool can vote with, in place of our scalar ones.</summary>
    public bool Typed { get; init; }

    /// <summary>Binds the certificates to a vote and puts the extra key into the election.</summary>
    public bool Ours { get; init; } = true;
    public string Vote { get; init; } = "1voteVoteVote1";
    public string Seed { get; init; } = "test election";

    /// <summary>Replaces the made-up binding of an election of ours.</summary>
    public Func<PublicCredentials, ElectionBinding>? Bind { get; init; }
}

/// <summary>A whole election made by the library itself: every record, every private key, the counts it must give.</summary>
public sealed class TestElection
{
    private readonly RandomSource random;

    public TestElection(TestElectionPlan plan)
    {
        Plan = plan;
        Group = plan.Group;
        random = new CounterStream(plan.Seed).Source;
        string uuid = ElectionUuid.New(random);
        Trustees = plan.Threshold is { } threshold
            ? TestTrustees.Pedersen(Group, threshold.T, threshold.N, plan.Ours ? plan.Vote : null, random)
            : TestTrustees.Singles(Group, plan.Trustees, random);
        Verified = TrusteesVerifier.Verify(Trustees.List, Group, plan is { Ours: true, Threshold: not null } ? plan.Vote : null).Verified!;

        byte[] contestSecret = new byte[32];
        random(contestSecret);
        using CredentialKey key = new(Group, uuid, contestSecret);
        ContestSecret = contestSecret;
        int entries = plan.Voters + plan.Unused;
        TypedCredentials = [.. Enumerable.Range(0, plan.Typed ? entries : 0).Select(_ => TypedCredential.New(random))];
        Secrets = plan.Typed
            ? [.. TypedCredentials.Select(typed => TypedCredential.Derive(Group, uuid, typed))]
            : [.. Enumerable.Range(0, entries).Select(key.Secret)];
        PublicTexts = plan.Typed ? [.. Secrets.Select(s => Group.Encode(Group.PowerOfGenerator(s)))] : [.. key.PublicTexts(entries)];
        Credentials = plan.Weighted
            ? PublicCredentials.OfWeighted(PublicTexts.Select((text, i) => new PublicCredential(text, i + 1)))
            : PublicCredentials.Of(PublicTexts);
        Election = MakeElection(uuid);

        BallotMaker maker = new(Election);
        for (int i = 0; i < plan.Voters; i++) Cast(maker, i, i);
        for (int i = 0; i < plan.Revotes; i++) Cast(maker, i, i + 1);
        Tally();
    }

    public TestElectionPlan Plan { get; }
    public Group Group { get; }
    public TestTrustees Trustees { get; }
    public VerifiedTrustees Verified { get; }
    public byte[] ContestSecret { get; }

    /// <summary>Private credentials by entry of the roll.</summary>
    public ImmutableArray<Scalar> Secrets { get; }

    /// <summary>What voters would type, by entry; empty unless planned so.</summary>
    public ImmutableArray<string> TypedCredentials { get; }

    /// <summary>Public credentials by entry of the roll; the record is sorted.</summary>
    public ImmutableArray<string> PublicTexts { get; }
    public PublicCredentials Credentials { get; }
    public Election Election { get; }

    /// <summary>All ballots in the order cast, with the entry that cast them.</summary>
    public List<(int Entry, int[] Choices, Ballot Ballot)> Casts { get; } = [];
    public EncryptedTally EncryptedTally { get; private set; } = null!;
    public SizedEncryptedTally Sized { get; private set; } = null!;

    /// <summary>By owner; as many as needed.</summary>
    public List<(OwnedDecryption Owned, PartialDecryption Decryption, OwnedSecondProofs Second)> Decryptions { get; } = [];
    public SecondProofs SecondProofs => new([.. Decryptions.Select(d => d.Second)]);
    public ElectionResult Result { get; private set; } = null!;

    /// <summary>The counts that the choices add up to.</summary>
    public long[] Expected { get; private set; } = [];

    private Election MakeElection(string uuid) => new()
    {
        Uuid = uuid,
        Name = "Ratification vote",
        Description = "Test election",
        Group = Group,
        PublicKey = Group.Encode(Verified.JointKey),
        Questions = [new Question("Shall the agreement be ratified?", ["Yes", "No"], Plan.Blank, 1, 1)],
        Administrator = "Union",
        CredentialAuthority = "Registrar",
        Binding = !Plan.Ours ? null : Plan.Bind?.Invoke(Credentials) ?? new ElectionBinding(
            RecordHash.OfText("terms"), "agreement", "local 80", Credentials.Hash, RecordHash.OfText("roll"), Plan.Voters, Plan.Unused),
    };

    private void Cast(BallotMaker maker, int entry, int choice)
    {
        int slots = Election.Questions[0].Slots;
        int[] choices = new int[slots];
        choices[choice % slots] = 1;
        Casts.Add((entry, choices, maker.Make(Secrets[entry], [choices], random)));
    }

    private void Tally()
    {
        BallotVerifier verifier = new(Election, Credentials);
        TallyAccumulator accumulator = new(Election);
        Dictionary<int, VerifiedBallot> last = [];
        Expected = new long[Election.Questions[0].Slots];
        foreach ((int entry, int[] choices, Ballot ballot) in Casts)
        {
            Assert.Equal(BallotFinding.Valid, verifier.Verify(ballot, out VerifiedBallot? verified));
            if (last.TryGetValue(entry, out VerifiedBallot? earlier))
            {
                accumulator.Remove(earlier.Ciphertexts, earlier.Weight);
                int[] before = Casts.First(c => c.Ballot == earlier.Ballot).Choices;
                for (int i = 0; i < before.Length; i++) Expected[i] -= before[i] * earlier.Weight;
            }

            accumulator.Add(verified!.Ciphertexts, verified.Weight);
            last[entry] = verified;
            for (int i = 0; i < choices.Length; i++) Expected[i] += choices[i] * verified.Weight;
        }

        EncryptedTally = accumulator.ToTally();
        Sized = accumulator.Size(EncryptedTally);
        TallyOpening opening = TallyOpening.Of(Election, Verified, EncryptedTally, Sized.TotalWeight)!;
        List<VerifiedDecryption> verifiedDecryptions = [];
        foreach ((int owner, Scalar key) in Trustees.Keys.OrderBy(k => k.Key).Take(Trustees.Threshold))
        {
            (PartialDecryption decryption, OwnedSecondProofs second) = TallyDecryptor.Decrypt(Election, EncryptedTally, owner, key, random);
            Decryptions.Add((new OwnedDecryption(owner, RecordHash.Of(decryption.Write())), decryption, second));
            Assert.Equal(DecryptionFinding.Valid, opening.Verify(owner, decryption, out VerifiedDecryption? v));
            Assert.Equal(DecryptionFinding.Valid, opening.VerifySecond(v!, second));
            verifiedDecryptions.Add(v!);
        }

        Assert.Equal(ResultFinding.Valid, opening.Open(verifiedDecryptions, out ElectionResult? result));
        Result = result!;
    }
}
