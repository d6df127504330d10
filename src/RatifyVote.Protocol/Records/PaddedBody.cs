using System.Text;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>HTTP bodies of one size each, so that their length says nothing (secrecy design C-18): a JSON object whose last
/// member, "pad", holds as many spaces as the size calls for.</summary>
public static class PaddedBody
{
    /// <summary>Size of a hand-out reply and of a cast request.</summary>
    public const int Large = 4096;

    /// <summary>Size of a cast reply.</summary>
    public const int CastReply = 1024;

    /// <summary>Size of a tracker look-up, either way.</summary>
    public const int TrackerLookUp = 512;

    private const string Start = "\"pad\":\"";

    /// <summary>Writes {members,"pad":"   "} of exactly that size; throws when the members alone are larger.</summary>
    public static byte[] Write(int size, Action<CanonicalWriter> members)
    {
        CanonicalWriter writer = new();
        members(writer.Open('{'));
        byte[] content = writer.Close('}').ToUtf8();
        int padding = size - content.Length - 1 - Start.Length - 1;
        ArgumentOutOfRangeException.ThrowIfNegative(padding, nameof(members));
        byte[] body = new byte[size];
        content.AsSpan(0, content.Length - 1).CopyTo(body);
        int at = content.Length - 1;
        at += Encoding.ASCII.GetBytes("," + Start, body.AsSpan(at));
        body.AsSpan(at, padding).Fill((byte)' ');
        body[^2] = (byte)'"';
        body[^1] = (byte)'}';
        return body;
    }

    /// <summary>Cast reply with a receipt.</summary>
    public static byte[] WriteReceipt(Receipt receipt) =>
        Write(CastReply, w => Receipt.Write(w.Key("receipt"), receipt));

    /// <summary>Cast reply with a refusal's name.</summary>
    public static byte[] WriteRefusal(string reason) => Write(CastReply, w => w.Key("refused").Text(reason));

    /// <summary>The exact ballot text of a cast request: {"ballot":S,"pad":S} of the large size, or false. Never throws.</summary>
    public static bool TryReadCast(ReadOnlySpan<byte> body, out byte[] ballot)
    {
        ballot = [];
        if (body.Length != Large || !JsonValue.TryParse(body, out JsonValue? value, out _)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        string text = reader.Text(fields.Required("ballot"));
        reader.Text(fields.Required("pad"));
        fields.NoOthers();
        if (reader.Ok) ballot = Encoding.UTF8.GetBytes(text);
        return reader.Ok;
    }

    /// <summary>A cast request as a booth makes it.</summary>
    public static byte[] WriteCast(ReadOnlySpan<byte> ballot)
    {
        string text = Encoding.UTF8.GetString(ballot);
        return Write(Large, w => w.Key("ballot").Text(text));
    }
}
