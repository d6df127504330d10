using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Tallies;

/// <summary>The partial_decryption record: one trustee's factor per slot of the tally, each with its proof.</summary>
/// <param name="Factors">ser(f) per question and slot, membership not yet judged.</param>
public sealed record PartialDecryption(
    ImmutableArray<ImmutableArray<string>> Factors, ImmutableArray<ImmutableArray<Proof>> Proofs)
{
    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out PartialDecryption? decryption, out RecordFault fault)
    {
        decryption = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        PartialDecryption read = new(
            reader.List(fields.Required("decryption_factors"), q => reader.List(q, reader.Element)),
            reader.List(fields.Required("decryption_proofs"), q => reader.List(q, p => Proof.Read(reader, p))));
        fields.NoOthers();
        fault = reader.Fault;
        decryption = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write() => new CanonicalWriter()
        .Open('{').Key("decryption_factors").List(Factors, static (w, q) => w.List(q, static (v, f) => v.Text(f)))
        .Key("decryption_proofs").List(Proofs, static (w, q) => w.List(q, Proof.Write)).Close('}').ToUtf8();
}

/// <summary>The owned record: whose partial decryption it is.</summary>
/// <param name="Owner">1-based position in the flattened list of trustees.</param>
/// <param name="Payload">Hash of the partial_decryption record.</param>
public sealed record OwnedDecryption(int Owner, RecordHash Payload)
{
    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out OwnedDecryption? owned, out RecordFault fault)
    {
        owned = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        OwnedDecryption read = new(reader.Small(fields.Required("owner")), reader.Hash(fields.Required("payload")));
        fields.NoOthers();
        fault = reader.Fault;
        owned = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write() => new CanonicalWriter()
        .Open('{').Key("owner").Number(Owner).Key("payload").Hash(Payload).Close('}').ToUtf8();
}
