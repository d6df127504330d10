using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>The service's signed statement that a ballot lies in the box; no time, no place in any order (secrecy design C-17).</summary>
/// <param name="Fingerprint">phi of the election record.</param>
public sealed record Receipt(string Uuid, string Fingerprint, Tracker Tracker, ReadOnlyMemory<byte> Signature)
{
    public static Receipt Sign(ECDsa serviceKey, string uuid, string fingerprint, Tracker tracker) =>
        new(uuid, fingerprint, tracker, ServiceKey.Sign(serviceKey, Message(uuid, fingerprint, tracker)));

    public bool Verify(string servicePublicText) =>
        ServiceKey.Verify(servicePublicText, Message(Uuid, Fingerprint, Tracker), Signature.Span);

    public byte[] Write()
    {
        CanonicalWriter writer = new();
        Write(writer, this);
        return writer.ToUtf8();
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Receipt? receipt, out RecordFault fault) =>
        CanonicalRecord.TryParse(utf8, Read, r => r.Write(), out receipt, out fault);

    internal static void Write(CanonicalWriter writer, Receipt r) => writer
        .Open('{').Key("uuid").Text(r.Uuid).Key("phi").Text(r.Fingerprint).Key("tracker").Text(r.Tracker.ToString())
        .Key("signature").Base64(r.Signature.Span).Close('}');

    internal static Receipt Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        string uuid = reader.Uuid(fields.Required("uuid"));
        string fingerprint = reader.Text(fields.Required("phi"));
        if (!Tracker.TryParse(reader.Text(fields.Required("tracker")), out Tracker tracker)) reader.Fail(RecordFault.TextNotCanonical);
        byte[] signature = reader.Base64(fields.Required("signature"), ServiceKey.SignatureBytes);
        fields.NoOthers();
        return new Receipt(uuid, fingerprint, tracker, signature);
    }

    private static string Message(string uuid, string fingerprint, Tracker tracker) => $"rv-receipt|{uuid}|{fingerprint}|{tracker}";
}
