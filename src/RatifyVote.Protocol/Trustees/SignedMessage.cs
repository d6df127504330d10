using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>A text (JSON inside JSON) and a signature over exactly that text.</summary>
public sealed record SignedMessage(string Message, Proof Signature)
{
    /// <summary>Reads one signed text. Never throws; nothing is verified yet.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out SignedMessage? signed, out RecordFault fault)
    {
        signed = null;
        if (!JsonValue.TryParse(bytes, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        SignedMessage read = Read(reader, value);
        fault = reader.Fault;
        signed = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write()
    {
        CanonicalWriter writer = new();
        Write(writer, this);
        return writer.ToUtf8();
    }

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
