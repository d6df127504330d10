using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Boards;

/// <summary>The setup_data record: hashes of the three records that fix an election.</summary>
public sealed record SetupData(RecordHash Election, RecordHash Trustees, RecordHash Credentials)
{
    public byte[] Write() => new CanonicalWriter().Open('{').Key("election").Hash(Election).Key("trustees").Hash(Trustees)
        .Key("credentials").Hash(Credentials).Close('}').ToUtf8();

    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out SetupData? setup, out RecordFault fault)
    {
        setup = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        SetupData read = new(
            reader.Hash(fields.Required("election")), reader.Hash(fields.Required("trustees")), reader.Hash(fields.Required("credentials")));
        fields.NoOthers();
        fault = reader.Fault;
        setup = reader.Ok ? read : null;
        return reader.Ok;
    }
}
