// A threshold trustee's certificate: its two keys and what they are for, signed with the first of them.
// Ref: belenios-format section 6. Ours adds the vote's uuid and the hash of the coefficients the trustee will publish, so
// that nobody can choose theirs after having seen the others'.
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>For which ceremony a certificate was made.</summary>
/// <param name="Vote">The vote's uuid; null in a ceremony of plain Belenios.</param>
public sealed record CertContext(Group Group, int Size, int Threshold, int Index, string? Vote);

/// <summary>The text that a certificate signs.</summary>
public sealed record CertMessage(
    string? GroupName, int Size, int Threshold, int Index, string Verification, string Encryption, string? Vote, RecordHash? Coefexps)
{
    public static bool TryParse(string message, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CertMessage? cert)
    {
        cert = null;
        if (!SignedText.TryParse(message, out JsonValue? value)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        string? group = null;
        int size = 0, threshold = 0, index = 0;
        if (fields.Optional("context") is { } contextValue)
        {
            RecordFields context = reader.Fields(contextValue);
            group = reader.Text(context.Required("group"));
            size = reader.Small(context.Required("size"));
            threshold = reader.Small(context.Required("threshold"));
            index = reader.Small(context.Required("index"));
            context.NoOthers();
        }

        CertMessage read = new(
            group, size, threshold, index,
            reader.Element(fields.Required("verification")),
            reader.Element(fields.Required("encryption")),
            fields.Optional("uuid") is { } vote ? reader.Text(vote) : null,
            fields.Optional("coefexps") is { } hash ? reader.Hash(hash) : null);
        fields.NoOthers();
        cert = reader.Ok ? read : null;
        return reader.Ok;
    }

    public override string ToString()
    {
        CanonicalWriter writer = new();
        writer.Open('{');
        if (GroupName is not null)
        {
            writer.Key("context").Open('{').Key("group").Text(GroupName).Key("size").Number(Size)
                .Key("threshold").Number(Threshold).Key("index").Number(Index).Close('}');
        }

        writer.Key("verification").Text(Verification).Key("encryption").Text(Encryption);
        if (Vote is not null) writer.Key("uuid").Text(Vote);
        if (Coefexps is { } hash) writer.Key("coefexps").Hash(hash);
        return writer.Close('}').ToString();
    }

    /// <summary>Judges a certificate for its place; on Valid, its two keys are members of the group.</summary>
    public static TrusteeFinding Verify(SignedMessage signed, CertContext context, out CertKeys keys)
    {
        keys = default;
        if (!TryParse(signed.Message, out CertMessage? cert)) return TrusteeFinding.CertUnreadable;
        if (cert.GroupName is null) return TrusteeFinding.CertWithoutContext;
        if (cert.GroupName != context.Group.Name || cert.Size != context.Size || cert.Threshold != context.Threshold || cert.Index != context.Index)
        {
            return TrusteeFinding.CertWrongContext;
        }

        if (context.Vote is not null)
        {
            if (cert.Vote is null || cert.Coefexps is null) return TrusteeFinding.CertWithoutBinding;
            if (cert.Vote != context.Vote) return TrusteeFinding.CertWrongVote;
        }

        Group group = context.Group;
        if (!group.TryDecode(cert.Verification, out Element verification) || !group.TryDecode(cert.Encryption, out Element encryption))
        {
            return TrusteeFinding.CertKeyNotInGroup;
        }

        if (group.IsIdentity(verification) || group.IsIdentity(encryption)) return TrusteeFinding.CertKeyIsIdentity;
        if (Schnorr.VerifyMessage(group, verification, signed.Message, signed.Signature) is not ProofFinding.Valid) return TrusteeFinding.CertBadSignature;
        keys = new CertKeys(verification, cert.Verification, encryption, cert.Encryption, cert.Coefexps);
        return TrusteeFinding.Valid;
    }
}

/// <summary>The keys of a certificate that was found valid.</summary>
/// <param name="Coefexps">The hash the trustee committed to; null where the certificate has none.</param>
public readonly record struct CertKeys(
    Element Verification, string VerificationText, Element Encryption, string EncryptionText, RecordHash? Coefexps);

/// <summary>Strict JSON inside a signed text.</summary>
internal static class SignedText
{
    internal static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonValue? value) =>
        JsonValue.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out value, out _);
}
