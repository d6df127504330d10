// Verification of a ballot. Ref: belenios-format section 7; section 10, check 7; secrecy design C-23 (order of checks).
// Rejects: another election, an unlisted credential, other than exactly the proofs the questions ask for (so also an answer
// without blank slot to a question that has one), scalars >= q, elements outside the group, a wrong hash, signature or proof.
// Not here: whether the ballot, or a ciphertext of it, was seen before; that takes the other ballots.
using System.Collections.Immutable;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Ballots;

/// <summary>A ballot whose every proof holds, with its ciphertexts decoded for the tally.</summary>
/// <param name="Weight">What it counts, from the list of credentials.</param>
public sealed record VerifiedBallot(Ballot Ballot, ImmutableArray<ImmutableArray<CiphertextElements>> Ciphertexts, long Weight);

/// <summary>Verifies ballots of one election. Made once, used from any thread.</summary>
public sealed class BallotVerifier
{
    private readonly Election election;
    private readonly PublicCredentials credentials;
    private readonly Group group;
    private readonly Element y;
    private readonly string fingerprint;

    /// <summary>Throws when the election key is not a member of its group: judge the election first.</summary>
    public BallotVerifier(Election election, PublicCredentials credentials)
    {
        this.election = election;
        this.credentials = credentials;
        group = election.Group;
        fingerprint = election.Fingerprint;
        if (!group.TryDecode(election.PublicKey, out Element key)) throw new ArgumentException("The election key is not in the group.", nameof(election));
        y = group.Prepare(key);
    }

    /// <summary>All checks in order of their cost. The first thing wrong, or Valid.</summary>
    public BallotFinding Verify(Ballot ballot, out VerifiedBallot? verified)
    {
        verified = null;
        BallotFinding finding = CheckPlace(ballot);
        if (finding is BallotFinding.Valid) finding = CheckSignature(ballot);
        return finding is BallotFinding.Valid ? CheckProofs(ballot, out verified) : finding;
    }

    /// <summary>As <see cref="Verify(Ballot, out VerifiedBallot?)"/>, where the ciphertexts are not wanted.</summary>
    public BallotFinding Verify(Ballot ballot) => Verify(ballot, out _);

    /// <summary>Election, credential and shape: no exponentiation. Comparisons with earlier ballots come after it.</summary>
    public BallotFinding CheckPlace(Ballot ballot)
    {
        if (ballot.ElectionUuid != election.Uuid || ballot.ElectionHash != fingerprint) return BallotFinding.WrongElection;
        if (!credentials.TryWeightOf(ballot.Credential, out _)) return BallotFinding.UnknownCredential;
        return HasShape(ballot) ? BallotFinding.Valid : BallotFinding.WrongShape;
    }

    /// <summary>The signature: two exponentiations. What it signs is recomputed first.</summary>
    public BallotFinding CheckSignature(Ballot ballot)
    {
        if (ballot.HashToSign() != ballot.Signature.Hash) return BallotFinding.BadSignatureHash;
        if (!group.TryDecode(ballot.Credential, out Element credential) || group.IsIdentity(credential)) return BallotFinding.NotInGroup;
        return Schnorr.Verify(group, credential, BallotPrefixes.OfSignature(ballot.Signature.Hash), ballot.Signature.Proof) switch
        {
            ProofFinding.Valid => BallotFinding.Valid,
            ProofFinding.ScalarOutOfRange => BallotFinding.ScalarOutOfRange,
            ProofFinding.Wrong or ProofFinding.NotChecked => BallotFinding.BadSignature,
        };
    }

    /// <summary>Membership of every ciphertext and every proof: the costly part. The ballot must have passed <see cref="CheckPlace"/>.</summary>
    public BallotFinding CheckProofs(Ballot ballot, out VerifiedBallot? verified)
    {
        verified = null;
        if (!credentials.TryWeightOf(ballot.Credential, out long weight) || !HasShape(ballot)) return BallotFinding.WrongShape;
        List<Element> elements = [];
        AnswerVerifier[] answers = new AnswerVerifier[ballot.Answers.Length];
        for (int q = 0; q < answers.Length; q++)
        {
            answers[q] = new AnswerVerifier(group, election.Questions[q], ballot.Answers[q]);
            BallotFinding read = answers[q].Read();
            if (read is not BallotFinding.Valid) return read;
        }

        foreach (AnswerVerifier answer in answers) answer.Commit(y, elements);
        string[] encoded = group.EncodeAll(elements.ToArray());
        string ofBallot = BallotPrefixes.OfBallot(fingerprint, ballot.Credential);
        foreach (AnswerVerifier answer in answers)
        {
            BallotFinding finding = answer.Judge(ofBallot, encoded);
            if (finding is not BallotFinding.Valid) return finding;
        }

        verified = new VerifiedBallot(ballot, [.. answers.Select(a => a.Ciphertexts)], weight);
        return BallotFinding.Valid;
    }

    private bool HasShape(Ballot ballot)
    {
        if (ballot.Answers.Length != election.Questions.Length) return false;
        for (int q = 0; q < ballot.Answers.Length; q++)
        {
            Question question = election.Questions[q];
            Answer answer = ballot.Answers[q];
            if (answer.Choices.Length != question.Slots || answer.IndividualProofs.Length != question.Slots
                || answer.OverallProof.Length != question.OverallBranches
                || answer.BlankProof.HasValue != question.Blank
                || (question.Blank && answer.BlankProof!.Value.Length != 2)
                || answer.IndividualProofs.Any(pair => pair.Length != 2)) return false;
        }

        return true;
    }
}
