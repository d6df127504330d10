// The public side of a threshold key ceremony: what the server, or anybody, checks of each message and how the record is put
// together. Ref: belenios-format section 6. Nothing here is secret.
using System.Collections.Immutable;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>One key ceremony of <paramref name="size"/> trustees, seen from outside.</summary>
/// <param name="vote">The vote's uuid that certificates must carry; null for a ceremony of plain Belenios.</param>
public sealed class KeyCeremony(Group group, int size, int threshold, string? vote)
{
    public Group Group => group;

    public int Size => size;

    public int Threshold => threshold;

    public CertContext ContextOf(int index) => new(group, size, threshold, index, vote);

    /// <summary>Round 1: judges the certificate of trustee <paramref name="index"/> (from 1).</summary>
    public TrusteeFinding VerifyCert(int index, SignedMessage cert) => CertMessage.Verify(cert, ContextOf(index), out _);

    /// <summary>All certificates at once; on no fault, their keys.</summary>
    public CeremonyFault VerifyCerts(ImmutableArray<SignedMessage> certs, out CertKeys[] keys)
    {
        keys = new CertKeys[size];
        if (certs.Length != size) return new CeremonyFault(CeremonyFinding.CertWrong, 0, TrusteeFinding.CountsDiffer);
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < size; i++)
        {
            TrusteeFinding finding = CertMessage.Verify(certs[i], ContextOf(i + 1), out keys[i]);
            if (finding is not TrusteeFinding.Valid) return new CeremonyFault(CeremonyFinding.CertWrong, i + 1, finding);
            if (!seen.Add(keys[i].VerificationText) || !seen.Add(keys[i].EncryptionText))
            {
                return new CeremonyFault(CeremonyFinding.KeyRepeated, i + 1, TrusteeFinding.KeyRepeated);
            }
        }

        return CeremonyFault.None;
    }

    /// <summary>Round 2: judges what is public in the message of trustee <paramref name="index"/>.</summary>
    public TrusteeFinding VerifyPolynomial(int index, ImmutableArray<SignedMessage> certs, PolynomialMessage message)
    {
        TrusteeFinding finding = CertMessage.Verify(certs[index - 1], ContextOf(index), out CertKeys cert);
        if (finding is not TrusteeFinding.Valid) return finding;
        if (message.Secrets.Length != size) return TrusteeFinding.CountsDiffer;
        finding = CoefexpsMessage.Verify(group, message.Coefexps, cert, threshold, out _);
        return finding is TrusteeFinding.Valid
            ? CoefexpsMessage.VerifyCertsSignature(group, certs, message.Coefexps, cert, message.Signature)
            : finding;
    }

    /// <summary>Round 3: what trustee <paramref name="index"/> is given.</summary>
    public static VerificationInput InputOf(int index, ImmutableArray<PolynomialMessage> polynomials) => new(
        polynomials[index - 1].Polynomial,
        [.. polynomials.Select(p => p.Secrets[index - 1])],
        [.. polynomials.Select(p => p.Coefexps)],
        [.. polynomials.Select(p => p.Signature)]);

    /// <summary>Round 3: judges the public key that trustee <paramref name="index"/> answered with.</summary>
    public TrusteeFinding VerifyOutput(
        int index, ImmutableArray<SignedMessage> certs, ImmutableArray<SignedMessage> coefexps, VerificationOutput output)
    {
        Element[] joint = [.. Enumerable.Repeat(group.Identity, threshold)];
        CertKeys own = default;
        for (int i = 0; i < size; i++)
        {
            TrusteeFinding finding = CertMessage.Verify(certs[i], ContextOf(i + 1), out CertKeys cert);
            if (finding is not TrusteeFinding.Valid) return finding;
            finding = CoefexpsMessage.Verify(group, coefexps[i], cert, threshold, out Element[] elements);
            if (finding is not TrusteeFinding.Valid) return finding;
            if (i == index - 1) own = cert;
            for (int k = 0; k < threshold; k++) joint[k] = group.Multiply(joint[k], elements[k]);
        }

        return TrusteeKeyCheck.VerifyThreshold(group, output.PublicKey, own, joint, index, out _);
    }

    /// <summary>The item of the trustees record.</summary>
    public TrusteeItem.Pedersen Assemble(
        ImmutableArray<SignedMessage> certs, ImmutableArray<PolynomialMessage> polynomials, ImmutableArray<VerificationOutput> outputs) =>
        new(threshold, certs,
            [.. polynomials.Select(p => p.Coefexps)],
            [.. polynomials.Select(p => p.Signature)],
            [.. outputs.Select(o => o.PublicKey)]);
}
