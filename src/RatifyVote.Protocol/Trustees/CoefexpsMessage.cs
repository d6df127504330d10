// The public half of a trustee's polynomial: A_k = g^(a_k), signed, and the signature over what it saw of the others.
// Ref: belenios-format section 6 (coefexps, certs_sig).
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>The text that carries a trustee's coefficients.</summary>
public static class CoefexpsMessage
{
    public static string Write(IEnumerable<string> coefexps)
    {
        CanonicalWriter writer = new();
        writer.Open('{').Key("coefexps").List(coefexps, static (w, a) => w.Text(a)).Close('}');
        return writer.ToString();
    }

    /// <summary>What a certificate of ours commits to: SHA-256 of exactly the text that is later signed.</summary>
    public static RecordHash Commitment(string message) => RecordHash.OfText(message);

    public static bool TryParse(string message, [NotNullWhen(true)] out ImmutableArray<string>? coefexps)
    {
        coefexps = null;
        if (!SignedText.TryParse(message, out JsonValue? value)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        ImmutableArray<string> read = reader.List(fields.Required("coefexps"), reader.Element);
        fields.NoOthers();
        if (reader.Ok) coefexps = read;
        return reader.Ok;
    }

    /// <summary>Judges a trustee's coefficients against its certificate; on Valid they are members of the group.</summary>
    public static TrusteeFinding Verify(Group group, SignedMessage signed, CertKeys cert, int threshold, out Element[] coefexps)
    {
        coefexps = [];
        if (!TryParse(signed.Message, out ImmutableArray<string>? texts)) return TrusteeFinding.CoefexpsUnreadable;
        if (texts.Value.Length != threshold) return TrusteeFinding.CoefexpsWrongLength;
        Element[] members = new Element[threshold];
        for (int k = 0; k < threshold; k++)
        {
            if (!group.TryDecode(texts.Value[k], out members[k])) return TrusteeFinding.CoefexpsNotInGroup;
        }

        if (Schnorr.VerifyMessage(group, cert.Verification, signed.Message, signed.Signature) is not ProofFinding.Valid)
        {
            return TrusteeFinding.CoefexpsBadSignature;
        }

        if (cert.Coefexps is { } committed && committed != Commitment(signed.Message)) return TrusteeFinding.CoefexpsNotCommitted;
        coefexps = members;
        return TrusteeFinding.Valid;
    }

    /// <summary>The text a trustee signs to confirm the certificates it saw, together with its own coefficients.</summary>
    internal static string CertsSignatureText(IEnumerable<SignedMessage> certs, IEnumerable<string> coefexps)
    {
        CanonicalWriter writer = new();
        writer.Open('{').Key("certs").List(certs, SignedMessage.Write)
            .Key("coefexps").List(coefexps, static (w, a) => w.Text(a)).Close('}');
        return "certs_sig|" + writer;
    }

    /// <summary>Judges the signature over all certificates and this trustee's coefficients.</summary>
    internal static TrusteeFinding VerifyCertsSignature(
        Group group, IEnumerable<SignedMessage> certs, SignedMessage coefexps, CertKeys cert, Proof signature)
    {
        if (!TryParse(coefexps.Message, out ImmutableArray<string>? texts)) return TrusteeFinding.CoefexpsUnreadable;
        return Schnorr.VerifyMessage(group, cert.Verification, CertsSignatureText(certs, texts.Value), signature) is ProofFinding.Valid
            ? TrusteeFinding.Valid
            : TrusteeFinding.SignatureWrong;
    }
}
