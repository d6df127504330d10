using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Trustees;

/// <summary>One item of the trustees record. All items together hold the election key.</summary>
public abstract record TrusteeItem
{
    private TrusteeItem()
    {
    }

    /// <summary>A trustee who must take part in the decryption.</summary>
    public sealed record Single(TrusteePublicKey Key) : TrusteeItem;

    /// <summary>A group of trustees of whom <paramref name="Threshold"/> must take part.</summary>
    /// <param name="Signatures">One per trustee, over all certificates and its own coefexps; empty in records of belenios-tool 2.0.</param>
    public sealed record Pedersen(
        int Threshold,
        ImmutableArray<SignedMessage> Certs,
        ImmutableArray<SignedMessage> Coefexps,
        ImmutableArray<Proof> Signatures,
        ImmutableArray<TrusteePublicKey> VerificationKeys) : TrusteeItem;

    internal static TrusteeItem Read(RecordReader reader, JsonValue value)
    {
        IReadOnlyList<JsonValue> pair = reader.Tuple(value, 2);
        string kind = reader.Text(pair[0]);
        if (kind == "Single") return new Single(TrusteePublicKey.Read(reader, pair[1]));
        if (kind != "Pedersen") reader.Fail(RecordFault.TextNotCanonical);
        RecordFields fields = reader.Fields(pair[1]);
        Pedersen item = new(
            reader.Small(fields.Required("threshold")),
            reader.List(fields.Required("certs"), c => SignedMessage.Read(reader, c)),
            reader.List(fields.Required("coefexps"), c => SignedMessage.Read(reader, c)),
            fields.Optional("signatures") is { } signatures ? reader.List(signatures, s => Proof.Read(reader, s)) : [],
            reader.List(fields.Required("verification_keys"), k => TrusteePublicKey.Read(reader, k)));
        fields.NoOthers();
        return item;
    }

    internal static void Write(CanonicalWriter writer, TrusteeItem item)
    {
        writer.Open('[');
        if (item is Single single)
        {
            TrusteePublicKey.Write(writer.Text("Single"), single.Key);
        }
        else
        {
            Pedersen p = (Pedersen)item;
            writer.Text("Pedersen").Open('{').Key("threshold").Number(p.Threshold)
                .Key("certs").List(p.Certs, SignedMessage.Write).Key("coefexps").List(p.Coefexps, SignedMessage.Write);
            if (!p.Signatures.IsEmpty) writer.Key("signatures").List(p.Signatures, Proof.Write);
            writer.Key("verification_keys").List(p.VerificationKeys, TrusteePublicKey.Write).Close('}');
        }

        writer.Close(']');
    }
}

/// <summary>The trustees record (belenios-format section 6), nothing in it verified yet.</summary>
public sealed class TrusteeList
{
    private readonly byte[] record;

    private TrusteeList(ImmutableArray<TrusteeItem> items, byte[] record)
    {
        Items = items;
        this.record = record;
        Hash = RecordHash.Of(record);
    }

    public TrusteeList(ImmutableArray<TrusteeItem> items)
        : this(items, WriteTyped(items))
    {
    }

    public ImmutableArray<TrusteeItem> Items { get; }

    /// <summary>SHA-256 of the record.</summary>
    public RecordHash Hash { get; }

    /// <summary>Reads a record. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out TrusteeList? trustees, out RecordFault fault)
    {
        trustees = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        ImmutableArray<TrusteeItem> items = reader.List(value, item => TrusteeItem.Read(reader, item));
        fault = reader.Fault;
        if (!reader.Ok) return false;
        trustees = new TrusteeList(items, record.ToArray());
        return true;
    }

    public byte[] Write() => [.. record];

    private static byte[] WriteTyped(ImmutableArray<TrusteeItem> items)
    {
        CanonicalWriter writer = new();
        writer.List(items, TrusteeItem.Write);
        return writer.ToUtf8();
    }
}
