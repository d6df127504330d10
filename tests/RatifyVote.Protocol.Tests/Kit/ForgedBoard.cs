using System.Collections.Immutable;
using System.Text;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Kit;

/// <summary>One event to be, with its records. <see cref="Payload"/> replaces the hash of the last record.</summary>
public sealed record ForgedStep(string Type, List<byte[]> Records)
{
    public RecordHash? Payload { get; init; } = Records.Count == 0 ? null : RecordHash.Of(Records[^1]);
}

/// <summary>One entry of the archive to be.</summary>
public sealed record ForgedEntry(string Name, byte[] Body, long Time);

/// <summary>A board made by one hand that holds every secret, with a hook at every step: whatever is changed, all that follows
/// is made anew - fingerprint, ballots, signatures, tally, decryptions, hashes, chain - so that only the check named for the
/// change can notice it.</summary>
public sealed class ForgedBoard
{
    public const string DefaultVote = "1voteVoteVote1";

    private EncryptedTally? tallied;

    public ForgedBoard(TestTrustees trustees, string seed = "forged", bool ours = true, bool blank = true, Group? group = null)
    {
        Group = group ?? Group.Ed25519;
        Random = new CounterStream(seed).Source;
        Trustees = trustees;
        Ours = ours;
        Uuid = ElectionUuid.New(Random);
        Secrets = [.. Enumerable.Range(0, 9).Select(_ => Group.RandomScalar(Random))];
        Question = new Question("Shall it be ratified?", ["Yes", "No"], blank, 1, 1);
        int yes = blank ? 1 : 0, no = yes + 1;
        Casts = blank ? [(0, Slot(3, yes)), (1, Slot(3, no)), (2, Slot(3, 0)), (0, Slot(3, no)), (3, Slot(3, yes))]
            : [(0, Slot(2, yes)), (1, Slot(2, no)), (0, Slot(2, no)), (3, Slot(2, yes))];
    }

    public Group Group { get; }
    public RandomSource Random { get; }
    public TestTrustees Trustees { get; }
    public bool Ours { get; }
    public string Uuid { get; set; }
    public List<Scalar> Secrets { get; }
    public Question Question { get; set; }
    public List<(int Entry, int[] Choices)> Casts { get; }

    /// <summary>Entries that get a neutral ballot after all others.</summary>
    public List<int> SetAside { get; } = [];
    public RecordHash Terms { get; set; } = RecordHash.OfText("terms");
    public RecordHash RollRoot { get; set; } = RecordHash.OfText("roll");
    public string Contest { get; set; } = "agreement";
    public string Unit { get; set; } = "local-80";

    public Func<TrusteeList, byte[]> TrusteesRecord { get; set; } = list => list.Write();
    public Func<List<string>, byte[]> CredentialsRecord { get; set; } = texts => PublicCredentials.Of(texts).Write();
    public Func<ElectionBinding, ElectionBinding> Binding { get; set; } = binding => binding;
    public Func<Election, Election> ElectionRecord { get; set; } = election => election;
    public Func<string, string> ElectionText { get; set; } = text => text;
    public Action<List<Ballot>> Ballots { get; set; } = _ => { };

    /// <summary>The ballots' texts; what no program can read as a ballot is left out of the tally.</summary>
    public Action<List<string>> BallotTexts { get; set; } = _ => { };
    public Func<EncryptedTally, EncryptedTally> Tally { get; set; } = tally => tally;
    public Func<string, string> TallyText { get; set; } = text => text;
    public Func<SizedEncryptedTally, SizedEncryptedTally> Sized { get; set; } = sized => sized;

    /// <summary>Who decrypts; by default as many as are needed.</summary>
    public List<int>? Owners { get; set; }
    public Func<int, PartialDecryption, PartialDecryption> Decryption { get; set; } = (_, decryption) => decryption;
    public Func<OwnedDecryption, OwnedDecryption> Owned { get; set; } = owned => owned;
    public Func<long[], long[]> Counts { get; set; } = counts => counts;
    public Func<string, string> ResultText { get; set; } = text => text;
    public Action<List<ForgedStep>> Steps { get; set; } = _ => { };
    public Func<int, string, string> EventText { get; set; } = (_, text) => text;
    public Action<List<ForgedEntry>> Entries { get; set; } = _ => { };
    public Func<byte[], byte[]> Archive { get; set; } = bytes => bytes;

    // What was made, for hooks and for what is built upon the board.
    public Election Election { get; private set; } = null!;
    public BallotMaker Maker { get; private set; } = null!;
    public NeutralBallots? Neutral { get; private set; }
    public PublicCredentials? Credentials { get; private set; }
    public List<RecordHash> EventHashes { get; } = [];
    public RecordHash TallyHash { get; private set; }
    public List<OwnedSecondProofs> SecondProofs { get; } = [];
    public long[] Result { get; private set; } = [];

    /// <summary>alpha of a slot of the tally.</summary>
    public string TallyAlpha(int slot) => tallied!.Questions[0][slot].Alpha;

    public string PublicOf(int entry) => Group.Encode(Group.PowerOfGenerator(Secrets[entry]));

    public Ballot Make(int entry, params int[] choices) => Maker.Make(Secrets[entry], [choices], Random);

    public Ballot Resign(int entry, Ballot ballot) => Maker.Sign(ballot, Secrets[entry], Group.RandomScalar(Random));

    public byte[] Build()
    {
        List<ForgedStep> steps = [SetUp()];
        // Nobody can vote on a question that cannot be answered: such a board stops after its setup.
        if (Election.Questions is not [var asked] || asked.Min != Question.Min || asked.Max != Question.Max) return Archive(WriteTar(Chain(steps)));
        List<string> ballots = MakeBallots();
        steps.AddRange(ballots.Select(text => new ForgedStep(nameof(BoardEventType.Ballot), [Utf8(text)])));
        steps.Add(new ForgedStep(nameof(BoardEventType.EndBallots), []));
        AddTally(steps, ballots);
        Steps(steps);
        return Archive(WriteTar(Chain(steps)));
    }

    private ForgedStep SetUp()
    {
        byte[] trustees = TrusteesRecord(Trustees.List);
        byte[] credentials = CredentialsRecord([.. Enumerable.Range(0, Secrets.Count).Select(PublicOf)]);
        Credentials = PublicCredentials.TryParse(credentials, out PublicCredentials? list, out _) ? list : null;
        int listed = Credentials?.Entries.Length ?? Secrets.Count;
        Election election = ElectionRecord(new Election
        {
            Uuid = Uuid,
            Name = "Ratification vote",
            Description = "Agreement",
            Group = Group,
            PublicKey = Group.Encode(JointKey()),
            Questions = [Question],
            Binding = Ours ? Binding(new ElectionBinding(Terms, Contest, Unit, RecordHash.Of(credentials), RollRoot, listed - 5, 5)) : null,
        });
        byte[] record = Utf8(ElectionText(Encoding.UTF8.GetString(election.Write())));
        // A record that cannot be read has a fingerprint all the same; the ballots then name the readable one, which no check reaches.
        Election = Election.TryParse(record, out Election? read, out _) ? read : election;
        if (Group.TryDecode(Election.PublicKey, out _)) Maker = new BallotMaker(Election);
        Neutral = Question.Blank && Maker is not null ? new NeutralBallots(Election) : null;
        SetupData setup = new(RecordHash.Of(record), RecordHash.Of(trustees), RecordHash.Of(credentials));
        return new ForgedStep(nameof(BoardEventType.Setup), [record, trustees, credentials, setup.Write()]);
    }

    private List<string> MakeBallots()
    {
        if (Maker is null) return [];
        List<Ballot> ballots = [.. Casts.Select(c => Make(c.Entry, c.Choices)), .. SetAside.Select(entry => Neutral!.Make(Secrets[entry], Random))];
        Ballots(ballots);
        List<string> texts = [.. ballots.Select(b => Encoding.UTF8.GetString(b.Write()))];
        BallotTexts(texts);
        return texts;
    }

    private void AddTally(List<ForgedStep> steps, List<string> texts)
    {
        Dictionary<string, (ImmutableArray<ImmutableArray<CiphertextElements>> Elements, long Weight)> last = [];
        foreach (string text in texts)
        {
            if (Ballot.TryParse(Utf8(text), out Ballot? ballot, out _) && TryDecode(ballot, out var elements))
                last[ballot.Credential] = (elements, Credentials is not null && Credentials.TryWeightOf(ballot.Credential, out long weight) ? weight : 1);
        }

        TallyAccumulator accumulator = new(Election);
        foreach ((ImmutableArray<ImmutableArray<CiphertextElements>> elements, long weight) in last.Values) accumulator.Add(elements, weight);
        EncryptedTally tally = Tally(accumulator.ToTally());
        tallied = tally;
        byte[] record = Utf8(TallyText(Encoding.UTF8.GetString(tally.Write())));
        TallyHash = RecordHash.Of(record);
        SizedEncryptedTally sized = Sized(new SizedEncryptedTally(accumulator.NumTallied, accumulator.TotalWeight, TallyHash));
        steps.Add(new ForgedStep(nameof(BoardEventType.EncryptedTally), [record, sized.Write()]));
        SecondProofs.Clear();
        foreach (int owner in Owners ?? [.. Enumerable.Range(1, Trustees.Threshold)])
        {
            Scalar key = Trustees.Keys.GetValueOrDefault(owner, Scalar.One);
            (PartialDecryption decryption, OwnedSecondProofs second) = TallyDecryptor.Decrypt(Election, tally, owner, key, Random);
            SecondProofs.Add(second);
            byte[] made = Decryption(owner, decryption).Write();
            OwnedDecryption owned = Owned(new OwnedDecryption(owner, RecordHash.Of(made)));
            steps.Add(new ForgedStep(nameof(BoardEventType.PartialDecryption), [made, owned.Write()]));
        }

        Result = Counts([.. tally.Questions[0].Select(c => CountOf(c, accumulator.TotalWeight))]);
        string result = ResultText(Encoding.UTF8.GetString(new ElectionResult([[.. Result]]).Write()));
        steps.Add(new ForgedStep(nameof(BoardEventType.Result), [Utf8(result)]));
    }

    private List<ForgedEntry> Chain(List<ForgedStep> steps)
    {
        const long time = 1795321448;
        List<ForgedEntry> entries = [new(ArchiveHeader.EntryName, new ArchiveHeader(time).Write(), time)];
        RecordHash? parent = null;
        EventHashes.Clear();
        for (int height = 0; height < steps.Count; height++)
        {
            entries.AddRange(steps[height].Records.Select(r => new ForgedEntry(RecordHash.Of(r) + ".data.json", r, time)));
            byte[] text = Utf8(EventText(height, EventOf(parent, height, steps[height])));
            parent = RecordHash.Of(text);
            EventHashes.Add(parent.Value);
            entries.Add(new ForgedEntry(parent + ".event.json", text, time));
        }

        Entries(entries);
        return entries;
    }

    public static string EventOf(RecordHash? parent, int height, ForgedStep step)
    {
        string parentText = parent is null ? "" : $"\"parent\":\"{parent}\",";
        string payload = step.Payload is null ? "" : $",\"payload\":\"{step.Payload}\"";
        return $"{{{parentText}\"height\":{height},\"type\":\"{step.Type}\"{payload}}}";
    }

    public static byte[] WriteTar(List<ForgedEntry> entries)
    {
        using MemoryStream tar = new();
        byte[] block = new byte[TarHeader.Block];
        foreach (ForgedEntry entry in entries)
        {
            new TarHeader(entry.Name, entry.Body.Length, entry.Time).Write(block);
            tar.Write(block);
            tar.Write(entry.Body);
            tar.Write(new byte[TarHeader.Padding(entry.Body.Length)]);
        }

        return tar.ToArray();
    }

    public static int[] Slot(int slots, int chosen) => [.. Enumerable.Range(0, slots).Select(i => i == chosen ? 1 : 0)];

    // y is made from the private keys, so that a forged record of the trustees does not change it.
    private Element JointKey() => Group.PowerOfGenerator(JointSecret());

    private Scalar JointSecret()
    {
        int[] owners = Trustees.List.Items[0] is TrusteeItem.Pedersen ? [.. Trustees.Keys.Keys.Order().Take(Trustees.Threshold)] : [.. Trustees.Keys.Keys];
        Scalar[] weights = Trustees.List.Items[0] is TrusteeItem.Pedersen ? Lagrange.AtZero(Group, owners) : [.. owners.Select(_ => Scalar.One)];
        return owners.Zip(weights, (owner, weight) => Group.Multiply(Trustees.Keys[owner], weight)).Aggregate(Scalar.Zero, Group.Add);
    }

    private long CountOf(Ciphertext c, long most)
    {
        if (!c.TryDecode(Group, out CiphertextElements e)) return 0;
        Element power = Group.Multiply(e.Beta, Group.Invert(Group.Power(e.Alpha, JointSecret())));
        Element candidate = Group.Identity;
        for (long v = 0; v <= Math.Min(most, 1000); v++, candidate = Group.Multiply(candidate, Group.Generator))
        {
            if (Group.AreEqual(candidate, power)) return v;
        }

        return 0;
    }

    private bool TryDecode(Ballot ballot, out ImmutableArray<ImmutableArray<CiphertextElements>> elements)
    {
        elements = [];
        if (ballot.Answers is not [var answer] || answer.Choices.Length != Question.Slots) return false;
        CiphertextElements[] slots = new CiphertextElements[answer.Choices.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            if (!answer.Choices[i].TryDecode(Group, out slots[i])) return false;
        }

        elements = [[.. slots]];
        return true;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
