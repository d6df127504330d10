using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>The public key with which a trustee's partial decryptions are checked, and the proof that its owner knows the
/// private half. A threshold trustee also signs it.</summary>
public sealed record TrusteePublicKey(Proof Pok, string PublicKey, Proof? Signature, string? Name)
{
    internal static TrusteePublicKey Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        TrusteePublicKey key = new(
            Proof.Read(reader, fields.Required("pok")),
            reader.Element(fields.Required("public_key")),
            fields.Optional("signature") is { } signature ? Proof.Read(reader, signature) : null,
            fields.Optional("name") is { } name ? reader.Text(name) : null);
        fields.NoOthers();
        return key;
    }

    internal static void Write(CanonicalWriter writer, TrusteePublicKey key)
    {
        Proof.Write(writer.Open('{').Key("pok"), key.Pok);
        writer.Key("public_key").Text(key.PublicKey);
        if (key.Signature is not null) Proof.Write(writer.Key("signature"), key.Signature);
        if (key.Name is not null) writer.Key("name").Text(key.Name);
        writer.Close('}');
    }
}
