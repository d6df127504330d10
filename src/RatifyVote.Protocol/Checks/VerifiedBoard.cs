using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Checks;

/// <summary>A ballot event as the later checks need it.</summary>
/// <param name="Credential">Its place in the list of credentials, or -1.</param>
/// <param name="Neutral">Whether it is exactly the neutral ballot of its credential.</param>
public readonly record struct BallotMark(int Height, int Credential, bool Neutral);

/// <summary>What stands on a board, gathered while it was verified. Only what the archive held and could be read is set;
/// whether it is right is said by the checks.</summary>
public sealed class VerifiedBoard
{
    public Election? Election { get; internal set; }
    public TrusteeList? TrusteeList { get; internal set; }
    public PublicCredentials? Credentials { get; internal set; }

    /// <summary>Set when nothing is wrong with the trustees.</summary>
    public VerifiedTrustees? Trustees { get; internal set; }

    public BoardState State { get; internal set; }

    /// <summary>Hash of every event, by height.</summary>
    public List<RecordHash> EventHashes { get; } = [];

    /// <summary>Every Ballot event in order.</summary>
    public List<BallotMark> Ballots { get; } = [];

    /// <summary>Height of the EndBallots event, or -1.</summary>
    public int EndBallotsHeight { get; internal set; } = -1;

    public RecordHash? EndBallotsHash => EndBallotsHeight < 0 ? null : EventHashes[EndBallotsHeight];

    /// <summary>Hash of the encrypted_tally record.</summary>
    public RecordHash? TallyHash { get; internal set; }

    /// <summary>Set when the tally has the election's shape and the trustees are right.</summary>
    public TallyOpening? Opening { get; internal set; }

    /// <summary>Owners of the PartialDecryption events, in order.</summary>
    public List<int> Owners { get; } = [];

    /// <summary>The decryptions whose proofs hold.</summary>
    public List<VerifiedDecryption> Decryptions { get; } = [];

    public ElectionResult? Result { get; internal set; }

    /// <summary>Credentials under which at least one ballot lies on the board.</summary>
    public int CredentialsUsed { get; internal set; }
}
