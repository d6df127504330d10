namespace RatifyVote.Protocol.Trustees;

/// <summary>Why a trustee stops the key ceremony. Offender is the trustee whose message is wrong; 0 for the server's.</summary>
public enum CeremonyFinding
{
    NotChecked,
    Valid,
    CertWrong,
    KeyRepeated,
    OwnCertMissing,
    InputIncomplete,
    PolynomialUnreadable,
    CoefexpsWrong,
    SignatureWrong,
    OwnCoefexpsChanged,
    SecretUnreadable,
    SecretWrongRecipient,
    SecretBadSignature,
    SecretWrong,
    PublicKeyWrong,
    KeyUnreadable,
}

/// <summary>What a trustee found, and in whose message.</summary>
/// <param name="Detail">The public finding behind it, where there is one.</param>
public readonly record struct CeremonyFault(CeremonyFinding Finding, int Offender, TrusteeFinding Detail = TrusteeFinding.NotChecked)
{
    internal static CeremonyFault None { get; } = new(CeremonyFinding.Valid, 0, TrusteeFinding.Valid);

    public bool IsNone => Finding is CeremonyFinding.Valid;
}
