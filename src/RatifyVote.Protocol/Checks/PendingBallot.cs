using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Checks;

/// <summary>One ballot while it waits to be verified, and what was found.</summary>
internal sealed class PendingBallot(int height, byte[] body, long bodyAt)
{
    public int Height => height;
    public long BodyAt => bodyAt;
    public int Length { get; } = body.Length;

    public RecordFault Fault { get; private set; }
    public BallotFinding Finding { get; private set; }
    public Ballot? Ballot { get; private set; }
    public VerifiedBallot? Verified { get; private set; }
    public bool Neutral { get; private set; }

    /// <summary>A hash per ciphertext, to find copies.</summary>
    public RecordHash[] CiphertextHashes { get; private set; } = [];

    private byte[] body = body;

    /// <summary>Everything that concerns this ballot alone. Runs on any thread.</summary>
    public void Verify(BallotVerifier verifier, NeutralBallots? neutral)
    {
        bool canonical = Ballot.TryParse(body, out Ballot? ballot, out RecordFault fault);
        body = [];
        Fault = fault;
        if (!canonical) return;
        Ballot = ballot;
        Finding = verifier.Verify(ballot!, out VerifiedBallot? verified);
        Verified = verified;
        CiphertextHashes = [.. ballot!.Answers.SelectMany(a => a.Choices).Select(HashOf)];
        Neutral = neutral?.Recognise(ballot) ?? false;
    }

    private static RecordHash HashOf(Ciphertext c) => RecordHash.OfText($"{c.Alpha},{c.Beta}");
}
