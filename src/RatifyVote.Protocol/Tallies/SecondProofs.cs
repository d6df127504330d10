using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Tallies;

/// <summary>One trustee's second proofs, shaped like the tally (secrecy design C-21).</summary>
public sealed record OwnedSecondProofs(int Owner, ImmutableArray<ImmutableArray<Proof>> Proofs)
{
    /// <summary>Reads the one object that a trustee sends beside its partial decryption. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out OwnedSecondProofs? proofs, out RecordFault fault)
    {
        proofs = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        OwnedSecondProofs read = Read(reader, value);
        fault = reader.Fault;
        proofs = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write()
    {
        CanonicalWriter writer = new();
        Write(writer, this);
        return writer.ToUtf8();
    }

    internal static OwnedSecondProofs Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        OwnedSecondProofs read = new(
            reader.Small(fields.Required("owner"), least: 1),
            reader.List(fields.Required("proofs"), q => reader.List(q, p => Proof.Read(reader, p))));
        fields.NoOthers();
        return read;
    }

    internal static void Write(CanonicalWriter writer, OwnedSecondProofs owned) => writer
        .Open('{').Key("owner").Number(owned.Owner)
        .Key("proofs").List(owned.Proofs, static (w, q) => w.List(q, Proof.Write)).Close('}');
}

/// <summary>The file proofs2/&lt;uuid&gt;.json: the second proofs of every trustee who decrypted, by owner.</summary>
public sealed record SecondProofs(ImmutableArray<OwnedSecondProofs> Owners)
{
    /// <summary>Reads the file; owners must ascend. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> file, [NotNullWhen(true)] out SecondProofs? proofs, out RecordFault fault)
    {
        proofs = null;
        if (!JsonValue.TryParse(file, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        SecondProofs read = new(reader.List(value, o => OwnedSecondProofs.Read(reader, o)));
        for (int i = 1; reader.Ok && i < read.Owners.Length; i++)
        {
            if (read.Owners[i - 1].Owner >= read.Owners[i].Owner) reader.Fail(RecordFault.NotCanonical);
        }

        fault = reader.Fault;
        proofs = reader.Ok ? read : null;
        return reader.Ok;
    }

    public byte[] Write()
    {
        CanonicalWriter writer = new();
        writer.List(Owners, OwnedSecondProofs.Write);
        return writer.ToUtf8();
    }
}
