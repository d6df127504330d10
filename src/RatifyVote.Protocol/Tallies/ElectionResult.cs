using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Tallies;

/// <summary>The result record: a count per question and slot.</summary>
public sealed record ElectionResult(ImmutableArray<ImmutableArray<long>> Counts)
{
    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out ElectionResult? result, out RecordFault fault)
    {
        result = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        ElectionResult read = new(reader.List(fields.Required("result"), q => reader.List(q, reader.Count)));
        fields.NoOthers();
        fault = reader.Fault;
        result = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write() => new CanonicalWriter()
        .Open('{').Key("result").List(Counts, static (w, q) => w.List(q, static (v, n) => v.Count(n))).Close('}').ToUtf8();
}
