// Verification of a trustees record: everybody's part of the election key is what its owner proved and signed.
// Ref: belenios-format section 6 (checks), section 10 (check 5), section 11 (what the tools leave out).
// Rejects: keys outside the group, the identity, repeated keys, certificates for another ceremony or vote, coefficients
// outside the group or other than committed to, missing signatures of the 3.x form.
using System.Collections.Immutable;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>Everything wrong in a trustees record, and its keys when nothing is.</summary>
public sealed record TrusteesOutcome(ImmutableArray<TrusteeFault> Faults, VerifiedTrustees? Verified);

/// <summary>Verifies a trustees record with public data only.</summary>
public sealed class TrusteesVerifier
{
    private readonly Group group;
    private readonly string? vote;
    private readonly ImmutableArray<TrusteeFault>.Builder faults = ImmutableArray.CreateBuilder<TrusteeFault>();
    private readonly ImmutableArray<VerifiedItem>.Builder items = ImmutableArray.CreateBuilder<VerifiedItem>();
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private int nextOwner = 1;

    private TrusteesVerifier(Group group, string? vote)
    {
        this.group = group;
        this.vote = vote;
    }

    /// <summary>Judges the whole record.</summary>
    /// <param name="vote">The vote whose uuid and commitments the certificates must carry; null for records that are not ours.</param>
    public static TrusteesOutcome Verify(TrusteeList trustees, Group group, string? vote)
    {
        TrusteesVerifier verifier = new(group, vote);
        if (trustees.Items.IsEmpty) verifier.Add(0, TrusteeFinding.NoTrustees);
        foreach (TrusteeItem item in trustees.Items)
        {
            if (item is TrusteeItem.Single single) verifier.Visit(single);
            else verifier.Visit((TrusteeItem.Pedersen)item);
        }

        ImmutableArray<TrusteeFault> faults = verifier.faults.ToImmutable();
        return new TrusteesOutcome(faults, faults.IsEmpty ? new VerifiedTrustees(group, verifier.items.ToImmutable()) : null);
    }

    private void Visit(TrusteeItem.Single single)
    {
        int owner = nextOwner++;
        TrusteeFinding finding = TrusteeKeyCheck.Verify(group, single.Key, out Element key);
        Add(owner, finding);
        if (finding is not TrusteeFinding.Valid) return;
        Repeated(owner, single.Key.PublicKey);
        items.Add(new VerifiedItem(owner, 1, key, [key], []));
    }

    private void Visit(TrusteeItem.Pedersen item)
    {
        int first = nextOwner, n = item.Certs.Length;
        nextOwner += n;
        if (n == 0 || item.Coefexps.Length != n || item.VerificationKeys.Length != n)
        {
            Add(0, TrusteeFinding.CountsDiffer);
            return;
        }

        if (item.Threshold < 1 || item.Threshold > n)
        {
            Add(0, TrusteeFinding.ThresholdOutOfRange);
            return;
        }

        if (item.Signatures.Length != n)
        {
            Add(0, item.Signatures.IsEmpty ? TrusteeFinding.SignatureMissing : TrusteeFinding.CountsDiffer);
            return;
        }

        int before = faults.Count;
        CertKeys[] certs = new CertKeys[n];
        Element[] joint = [.. Enumerable.Repeat(group.Identity, item.Threshold)];
        for (int i = 0; i < n; i++) VisitCert(item, i, first + i, out certs[i], joint);
        if (faults.Count > before) return;

        Element[] keys = new Element[n];
        for (int i = 0; i < n; i++)
        {
            Add(first + i, CoefexpsMessage.VerifyCertsSignature(group, item.Certs, item.Coefexps[i], certs[i], item.Signatures[i]));
            Add(first + i, TrusteeKeyCheck.VerifyThreshold(group, item.VerificationKeys[i], certs[i], joint, i + 1, out keys[i]));

            // With threshold 1 all trustees hold the same key by construction.
            if (item.Threshold > 1) Repeated(first + i, item.VerificationKeys[i].PublicKey);
        }

        items.Add(new VerifiedItem(first, item.Threshold, joint[0], [.. keys], [.. certs.Select(c => c.Verification)]));
    }

    private void VisitCert(TrusteeItem.Pedersen item, int i, int owner, out CertKeys cert, Element[] joint)
    {
        CertContext context = new(group, item.Certs.Length, item.Threshold, i + 1, vote);
        TrusteeFinding finding = CertMessage.Verify(item.Certs[i], context, out cert);
        Add(owner, finding);
        if (finding is not TrusteeFinding.Valid) return;
        Repeated(owner, cert.VerificationText);
        Repeated(owner, cert.EncryptionText);
        finding = CoefexpsMessage.Verify(group, item.Coefexps[i], cert, item.Threshold, out Element[] coefexps);
        Add(owner, finding);
        if (finding is not TrusteeFinding.Valid) return;
        for (int k = 0; k < joint.Length; k++) joint[k] = group.Multiply(joint[k], coefexps[k]);
    }

    private void Repeated(int owner, string key)
    {
        if (!seen.Add(key)) Add(owner, TrusteeFinding.KeyRepeated);
    }

    private void Add(int owner, TrusteeFinding finding)
    {
        if (finding is not TrusteeFinding.Valid) faults.Add(new TrusteeFault(owner, finding));
    }
}

/// <summary>Checks of one public key.</summary>
internal static class TrusteeKeyCheck
{
    internal static string PokPrefix(Group group, string key) => $"pok|{group.Name}|{key}|";

    /// <summary>Member, not the identity, and its owner knows the private half.</summary>
    internal static TrusteeFinding Verify(Group group, TrusteePublicKey key, out Element element)
    {
        if (!group.TryDecode(key.PublicKey, out element)) return TrusteeFinding.KeyNotInGroup;
        if (group.IsIdentity(element)) return TrusteeFinding.KeyIsIdentity;
        return Schnorr.Verify(group, element, PokPrefix(group, key.PublicKey), key.Pok) is ProofFinding.Valid
            ? TrusteeFinding.Valid
            : TrusteeFinding.KeyBadPok;
    }

    /// <summary>As above, signed by its trustee, and equal to prod_k C_k^(j^k) where C_k is the product of all A_ik.</summary>
    internal static TrusteeFinding VerifyThreshold(
        Group group, TrusteePublicKey key, CertKeys cert, Element[] joint, int index, out Element element)
    {
        TrusteeFinding finding = Verify(group, key, out element);
        if (finding is not TrusteeFinding.Valid) return finding;
        if (key.Signature is null) return TrusteeFinding.KeySignatureMissing;
        if (Schnorr.VerifyMessage(group, cert.Verification, key.PublicKey, key.Signature) is not ProofFinding.Valid) return TrusteeFinding.KeyBadSignature;
        return group.AreEqual(element, EvaluateInExponent(group, joint, index)) ? TrusteeFinding.Valid : TrusteeFinding.KeyNotFromCoefexps;
    }

    /// <summary>g^f(index) from A_k = g^(a_k): the product of A_k^(index^k).</summary>
    internal static Element EvaluateInExponent(Group group, Element[] coefexps, int index)
    {
        Scalar[] powers = new Scalar[coefexps.Length];
        Scalar x = group.ScalarOf(index), power = Scalar.One;
        for (int k = 0; k < powers.Length; k++)
        {
            powers[k] = power;
            power = group.Multiply(power, x);
        }

        return group.ProductOfPowersVarTime(coefexps, powers);
    }
}
