// What a trustee saw before it let its factors go. Ref: secrecy design C-20; form of the signature: belenios-format section 6, "sigmsg".
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Records;

/// <summary>The four hashes that t trustees must agree on before any of them decrypts.</summary>
/// <param name="EndBallots">Hash of the EndBallots event.</param>
/// <param name="Tally">Hash of the encrypted_tally record.</param>
/// <param name="SignOff">Root of the sign-off tree.</param>
/// <param name="KeyDestroyed">Hash of the journal's KeyDestroyed line.</param>
public readonly record struct AttestedContent(RecordHash EndBallots, RecordHash Tally, RecordHash SignOff, RecordHash KeyDestroyed)
{
    /// <summary>The text that is signed.</summary>
    public string Message(string uuid) => $"rv-attest|{uuid}|{EndBallots}|{Tally}|{SignOff}|{KeyDestroyed}";
}

/// <summary>One trustee's attestation for one unit.</summary>
/// <param name="Owner">The trustee's number, from 1.</param>
public sealed record Attestation(int Owner, AttestedContent Content, Proof Signature)
{
    /// <summary>Signs with the private half of the verification key in the trustee's cert.</summary>
    public static Attestation Sign(Group group, int owner, Scalar certKey, string uuid, AttestedContent content, RandomSource random) =>
        new(owner, content, Schnorr.SignMessage(group, certKey, content.Message(uuid), random));

    public ProofFinding Verify(Group group, Element certKey, string uuid) =>
        Schnorr.VerifyMessage(group, certKey, Content.Message(uuid), Signature);

    /// <summary>Reads the one object that a trustee's browser sends, without its unit's uuid. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Attestation? attestation, out RecordFault fault) =>
        CanonicalRecord.TryParse(utf8, Read, a => { CanonicalWriter w = new(); Write(w, a); return w.ToUtf8(); }, out attestation, out fault);

    internal static Attestation Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        Attestation attestation = new(
            reader.Small(fields.Required("owner"), least: 1),
            new AttestedContent(
                reader.Hash(fields.Required("end_ballots")), reader.Hash(fields.Required("tally")),
                reader.Hash(fields.Required("signoff")), reader.Hash(fields.Required("key_destroyed"))),
            Proof.Read(reader, fields.Required("signature")));
        fields.NoOthers();
        return attestation;
    }

    internal static void Write(CanonicalWriter writer, Attestation a)
    {
        writer.Open('{').Key("owner").Number(a.Owner).Key("end_ballots").Hash(a.Content.EndBallots).Key("tally").Hash(a.Content.Tally)
            .Key("signoff").Hash(a.Content.SignOff).Key("key_destroyed").Hash(a.Content.KeyDestroyed).Key("signature");
        Proof.Write(writer, a.Signature);
        writer.Close('}');
    }
}

/// <summary>The file attestations/&lt;uuid&gt;.json: by owner.</summary>
public sealed record AttestationsFile(ImmutableArray<Attestation> Attestations)
{
    public RecordHash Hash() => RecordHash.Of(Write());

    public byte[] Write() => new CanonicalWriter().List(Attestations, Attestation.Write).ToUtf8();

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out AttestationsFile? file, out RecordFault fault) =>
        CanonicalRecord.TryParse(utf8, static (reader, value) => new AttestationsFile(reader.List(value, a => Attestation.Read(reader, a))),
            f => f.Write(), out file, out fault);
}
