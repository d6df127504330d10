using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Web.Booth.Storage;

/// <summary>What the seal fixed of one unit, in the form that casting, hand-out and the steps after the close need. All of it is public.</summary>
internal sealed class SealedUnit
{
    private readonly Lazy<HashSet<RecordHash>> neutral;

    /// <exception cref="InvalidOperationException">A stored record cannot be read: the database is damaged.</exception>
    public SealedUnit(BoxUnit box, UnitRecords records)
    {
        Uuid = box.Uuid;
        VoteId = box.VoteId;
        ContestId = box.ContestId;
        Members = box.Members;
        Spares = box.Spares;
        Practice = box.Practice;
        Revotes = box.Revotes;
        Election = Election.TryParse(records.Election, out Election? election, out _) ? election : throw Damaged("election");
        Credentials = PublicCredentials.TryParse(records.PublicCredentials, out PublicCredentials? credentials, out _) ? credentials : throw Damaged("public_credentials");
        LeafHashes = Hashes(records.LeafHashes);
        RollHashes = Hashes(records.RollHashes);
        Verifier = new BallotVerifier(Election, Credentials);
        NeutralBallots = new NeutralBallots(Election);
        neutral = new(() => [.. Credentials.Entries.SelectMany(entry => NeutralBallots.CiphertextsOf(entry.Text)).Select(BoardCiphertextRow.HashOf)]);
    }

    public string Uuid { get; }
    public string VoteId { get; }
    public string ContestId { get; }
    public int Members { get; }
    public int Spares { get; }
    public bool Practice { get; }
    public RevoteRule Revotes { get; }
    public Election Election { get; }
    public Group Group => Election.Group;
    public PublicCredentials Credentials { get; }
    public RecordHash[] LeafHashes { get; }
    public RecordHash[] RollHashes { get; }
    public BallotVerifier Verifier { get; }
    public NeutralBallots NeutralBallots { get; }
    public int Entries => Members + Spares;

    public EntryKind KindOf(int i) => i < Members ? EntryKind.Member : EntryKind.Spare;

    /// <summary>The checks that need nothing but the ballot and the seal and cost no exponentiation; null when there is nothing to refuse.</summary>
    public CastRefusal? JudgePlace(Ballot ballot) => RefusalFor(Verifier.CheckPlace(ballot));

    /// <summary>Signature, then every proof, then that no ciphertext is one that a neutral ballot of this unit will need (secrecy C-09).</summary>
    public CastRefusal? JudgeProofs(Ballot ballot)
    {
        if (RefusalFor(Verifier.CheckSignature(ballot)) is { } unsigned)
        {
            return unsigned;
        }

        if (RefusalFor(Verifier.CheckProofs(ballot, out _)) is { } unproved)
        {
            return unproved;
        }

        return ballot.Answers.SelectMany(answer => answer.Choices).Any(ciphertext => neutral.Value.Contains(BoardCiphertextRow.HashOf(ciphertext)))
            ? CastRefusal.CiphertextSeenBefore
            : null;
    }

    private static CastRefusal? RefusalFor(BallotFinding finding) => finding switch
    {
        BallotFinding.Valid => null,
        BallotFinding.WrongElection => CastRefusal.WrongElection,
        BallotFinding.UnknownCredential => CastRefusal.UnknownCredential,
        BallotFinding.WrongShape => CastRefusal.WrongShape,
        BallotFinding.ScalarOutOfRange => CastRefusal.NotCanonical,
        BallotFinding.NotInGroup => CastRefusal.NotInGroup,
        BallotFinding.BadSignatureHash or BallotFinding.BadSignature => CastRefusal.BadSignature,
        BallotFinding.BadIndividualProof or BallotFinding.BadBlankProof or BallotFinding.BadOverallProof => CastRefusal.BadProof,
        BallotFinding.NotChecked => CastRefusal.TryAgainLater,
    };

    private InvalidOperationException Damaged(string record) => new($"The stored {record} record of unit {Uuid} cannot be read.");

    private static RecordHash[] Hashes(byte[] blob) => [.. blob.Chunk(RecordHash.Bytes).Select(hash => RecordHash.FromBytes(hash))];
}
