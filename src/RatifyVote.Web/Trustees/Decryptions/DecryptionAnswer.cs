namespace RatifyVote.Web.Trustees.Decryptions;

/// <summary>What became of an attestation or a partial decryption. The names but Taken are codes of the island's contract.</summary>
internal enum DecryptionAnswer
{
    Taken,
    NotFound,
    WrongState,
    /// <summary>The signature does not hold, or this trustee signed other content than the journal's.</summary>
    AttestationWrong,
    /// <summary>Fewer than t equal attestations, or the trustee's own is not among them.</summary>
    AttestationsMissing,
    /// <summary>A proof of a factor does not hold.</summary>
    DecryptionWrong,
}
