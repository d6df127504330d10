using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>A text (JSON inside JSON) and a signature over exactly that text.</summary>
public sealed record SignedMessage(string Message, Proof Signature)
{
    internal static SignedMessage Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        SignedMessage signed = new(reader.Text(fields.Required("message")), Proof.Read(reader, fields.Required("signature")));
        fields.NoOthers();
        return signed;
    }

    internal static void Write(CanonicalWriter writer, SignedMessage signed)
    {
        writer.Open('{').Key("message").Text(signed.Message).Key("signature");
        Proof.Write(writer, signed.Signature);
        writer.Close('}');
    }
}
