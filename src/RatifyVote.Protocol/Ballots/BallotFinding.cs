namespace RatifyVote.Protocol.Ballots;

/// <summary>What became of one ballot (belenios-format section 10, check 7, without the comparisons with other ballots).</summary>
public enum BallotFinding
{
    NotChecked,
    Valid,
    WrongElection,
    UnknownCredential,
    WrongShape,
    ScalarOutOfRange,
    NotInGroup,
    BadSignatureHash,
    BadSignature,
    BadIndividualProof,
    BadBlankProof,
    BadOverallProof,
}

/// <summary>The words for a <see cref="BallotFinding"/>.</summary>
public static class BallotFindingWords
{
    public static string Words(this BallotFinding finding) => finding switch
    {
        BallotFinding.NotChecked => "The ballot was not checked.",
        BallotFinding.Valid => "The ballot is valid.",
        BallotFinding.WrongElection => "The ballot was made for another election.",
        BallotFinding.UnknownCredential => "The ballot's credential is not on the list.",
        BallotFinding.WrongShape => "The ballot does not have the answers and proofs that the questions ask for.",
        BallotFinding.ScalarOutOfRange => "A number of a proof is not below the group's order.",
        BallotFinding.NotInGroup => "A ciphertext is not made of members of the group.",
        BallotFinding.BadSignatureHash => "The signed hash is not that of the ballot.",
        BallotFinding.BadSignature => "The signature is not that of the credential.",
        BallotFinding.BadIndividualProof => "A slot is not proved to hold 0 or 1.",
        BallotFinding.BadBlankProof => "The ballot is not proved to be either blank or without a blank mark.",
        BallotFinding.BadOverallProof => "The number of chosen answers is not proved to be allowed.",
    };
}
