namespace RatifyVote.Protocol.Trustees;

/// <summary>What is wrong with a trustee's certificate, coefficients or key (belenios-format section 6).</summary>
public enum TrusteeFinding
{
    NotChecked,
    Valid,
    NoTrustees,
    ThresholdOutOfRange,
    CountsDiffer,
    CertUnreadable,
    CertWithoutContext,
    CertWrongContext,
    CertWithoutBinding,
    CertWrongVote,
    CertKeyNotInGroup,
    CertKeyIsIdentity,
    CertBadSignature,
    CoefexpsUnreadable,
    CoefexpsBadSignature,
    CoefexpsWrongLength,
    CoefexpsNotInGroup,
    CoefexpsNotCommitted,
    SignatureMissing,
    SignatureWrong,
    KeyNotInGroup,
    KeyIsIdentity,
    KeyBadPok,
    KeySignatureMissing,
    KeyBadSignature,
    KeyNotFromCoefexps,
    KeyRepeated,
}

/// <summary>A finding about one trustee. Owner is the 1-based position in the flattened list; 0 where it concerns the list.</summary>
public readonly record struct TrusteeFault(int Owner, TrusteeFinding Finding);

/// <summary>The words for a <see cref="TrusteeFinding"/>.</summary>
public static class TrusteeFindingWords
{
    public static string Words(this TrusteeFinding finding) => finding switch
    {
        TrusteeFinding.NotChecked => "was not checked",
        TrusteeFinding.Valid => "is valid",
        TrusteeFinding.NoTrustees => "There are no trustees.",
        TrusteeFinding.ThresholdOutOfRange => "The threshold is not between 1 and the number of trustees.",
        TrusteeFinding.CountsDiffer => "Certificates, coefficients, signatures and keys are not one per trustee.",
        TrusteeFinding.CertUnreadable => "The certificate cannot be read.",
        TrusteeFinding.CertWithoutContext => "The certificate does not say for which ceremony it was made.",
        TrusteeFinding.CertWrongContext => "The certificate was made for another group, size, threshold or place.",
        TrusteeFinding.CertWithoutBinding => "The certificate names no vote or does not commit to the trustee's coefficients.",
        TrusteeFinding.CertWrongVote => "The certificate was made for another vote.",
        TrusteeFinding.CertKeyNotInGroup => "A key of the certificate is not a member of the group.",
        TrusteeFinding.CertKeyIsIdentity => "A key of the certificate is the identity.",
        TrusteeFinding.CertBadSignature => "The certificate is not signed with its own key.",
        TrusteeFinding.CoefexpsUnreadable => "The coefficients cannot be read.",
        TrusteeFinding.CoefexpsBadSignature => "The coefficients are not signed by the trustee.",
        TrusteeFinding.CoefexpsWrongLength => "There are not as many coefficients as the threshold says.",
        TrusteeFinding.CoefexpsNotInGroup => "A coefficient is not a member of the group.",
        TrusteeFinding.CoefexpsNotCommitted => "The coefficients are not those the certificate committed to.",
        TrusteeFinding.SignatureMissing => "The trustee did not sign what it saw of the others.",
        TrusteeFinding.SignatureWrong => "The trustee signed other certificates or coefficients than these.",
        TrusteeFinding.KeyNotInGroup => "The public key is not a member of the group.",
        TrusteeFinding.KeyIsIdentity => "The public key is the identity.",
        TrusteeFinding.KeyBadPok => "The proof that the private key is known is wrong.",
        TrusteeFinding.KeySignatureMissing => "The public key is not signed.",
        TrusteeFinding.KeyBadSignature => "The public key is not signed by the trustee.",
        TrusteeFinding.KeyNotFromCoefexps => "The public key does not follow from the coefficients.",
        TrusteeFinding.KeyRepeated => "A key occurs twice.",
    };
}
