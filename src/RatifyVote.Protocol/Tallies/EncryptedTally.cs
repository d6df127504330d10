using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Tallies;

/// <summary>The encrypted_tally record: per question and slot the product of the counted ballots (belenios-format section 8).</summary>
public sealed record EncryptedTally(ImmutableArray<ImmutableArray<Ciphertext>> Questions)
{
    /// <summary>Reads a record. It is compared byte by byte with the tally recomputed from the ballots. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out EncryptedTally? tally, out RecordFault fault)
    {
        tally = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        EncryptedTally read = new(reader.List(value, q => reader.List(q, c => Ciphertext.Read(reader, c))));
        fault = reader.Fault;
        tally = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write()
    {
        CanonicalWriter writer = new();
        writer.List(Questions, static (w, question) => w.List(question, Ciphertext.Write));
        return writer.ToUtf8();
    }
}

/// <summary>The sized_encrypted_tally record: how many ballots and how much weight the tally holds.</summary>
/// <param name="Tally">Hash of the encrypted_tally record.</param>
public sealed record SizedEncryptedTally(int NumTallied, long TotalWeight, RecordHash Tally)
{
    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out SizedEncryptedTally? sized, out RecordFault fault)
    {
        sized = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        RecordFields fields = reader.Fields(value);
        SizedEncryptedTally read = new(
            reader.Small(fields.Required("num_tallied")),
            reader.Count(fields.Required("total_weight")),
            reader.Hash(fields.Required("encrypted_tally")));
        fields.NoOthers();
        fault = reader.Fault;
        sized = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write() => new CanonicalWriter()
        .Open('{').Key("num_tallied").Number(NumTallied).Key("total_weight").Count(TotalWeight)
        .Key("encrypted_tally").Hash(Tally).Close('}').ToUtf8();
}
