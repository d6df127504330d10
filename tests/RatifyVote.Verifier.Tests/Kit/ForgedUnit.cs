using System.Collections.Immutable;
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tests.Kit;

namespace RatifyVote.Verifier.Tests.Kit;

/// <summary>One unit of a forged vote: 4 members, 5 spares, a board, and the salts behind its commitments.</summary>
public sealed class ForgedUnit
{
    public const int Members = 4, Spares = 5, Entries = Members + Spares;

    private readonly byte[][] rollSalts;
    private readonly byte[][] salts;
    private readonly byte[][] signOffSalts;

    public ForgedUnit(int local, TestTrustees trustees, int delegates)
    {
        (Local, Delegates) = (local, delegates);
        Board = new ForgedBoard(trustees, $"unit {local}") { Contest = "basic", Unit = Id };
        rollSalts = Salts("rsalt");
        salts = Salts("salt");
        signOffSalts = Salts("ssalt");
    }

    public int Local { get; }
    public int Delegates { get; }
    public string Id => $"local-{Local}";
    public string Uuid => Board.Uuid;
    public ForgedBoard Board { get; }

    /// <summary>How many spares the roll says it has.</summary>
    public Func<int, Leaf, Leaf> Leaf { get; set; } = (_, leaf) => leaf;
    public Func<ImmutableArray<RecordHash>, ImmutableArray<RecordHash>> LeafHashes { get; set; } = hashes => hashes;
    public Func<ImmutableArray<Opening>, ImmutableArray<Opening>> Openings { get; set; } = openings => openings;

    public byte[] Archive { get; private set; } = [];
    public ImmutableArray<RecordHash> Hashes { get; private set; }
    public OpeningsFile OpeningsFile { get; private set; } = null!;
    public RecordHash SignOffRoot { get; private set; }

    public HashSet<int> Used => [.. Board.Casts.Select(c => c.Entry)];

    /// <summary>Height of the last ordinary ballot.</summary>
    public int ClosingHeight => Board.Casts.Count;
    public int EndHeight => ClosingHeight + Board.SetAside.Count + 1;
    public int TallyHeight => EndHeight + 1;

    public BoardHead HeadAt(int height) => new(Uuid, height, Board.EventHashes[Math.Min(height, Board.EventHashes.Count - 1)]);

    public void Seal()
    {
        Hashes = LeafHashes([.. Enumerable.Range(0, Entries).Select(i => LeafOf(i).Hash())]);
        Board.RollRoot = MerkleTree.Root(Hashes.AsSpan());
    }

    public void Build()
    {
        Archive = Board.Build();
        IEnumerable<int> unused = Enumerable.Range(0, Entries).Where(i => !Used.Contains(i));
        OpeningsFile = new OpeningsFile(Openings([.. unused.Select(OpeningOf)]));
        SignOffRoot = MerkleTree.Root([.. Enumerable.Range(0, Entries).Select(i => SignOff.LeafHash(Uuid, i, StateOf(i), signOffSalts[i]))]);
    }

    public Opening OpeningOf(int i)
    {
        Leaf leaf = LeafOf(i);
        return new Opening(i, leaf.Kind, leaf.Roll, Board.PublicOf(i), salts[i], MerkleTree.Path(Hashes.AsSpan(), i));
    }

    private Leaf LeafOf(int i)
    {
        RollRecord record = i < Members
            ? new RollRecord.Member("basic", Id, $"{Local}-{i:0000}", $"Member {i}")
            : new RollRecord.Spare("basic", Id, i - Members);
        return Leaf(i, new Leaf(Uuid, i, record.Kind, Protocol.Records.Leaf.RollHash(record.Write(), rollSalts[i]),
            Protocol.Records.Leaf.CredentialHash(Uuid, i, Board.PublicOf(i), salts[i])));
    }

    private SignOffState StateOf(int i) => Board.SetAside.Contains(i) ? SignOffState.SetAside : Used.Contains(i) ? SignOffState.Recorded : SignOffState.NotRecorded;

    private byte[][] Salts(string name) =>
        [.. Enumerable.Range(0, Entries).Select(i => RecordHash.OfText($"{name}|{Local}|{i}").ToArray())];
}
