using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>The reply that hands a member its private credential. It exists in memory only, on both sides; it prints nothing.</summary>
/// <param name="Secret">s_i in decimal.</param>
/// <param name="Salt">salt_i, 32 bytes.</param>
/// <param name="RollSalt">rsalt_i, 32 bytes.</param>
/// <param name="Record">The exact text of the roll record.</param>
public sealed record HandOut(
    string Uuid, int Index, EntryKind Kind, string Secret, ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> RollSalt, string Record,
    ImmutableArray<RecordHash> Path)
{
    /// <summary>The reply's exact bytes, padded.</summary>
    public byte[] WritePadded() => PaddedBody.Write(PaddedBody.Large, w => w
        .Key("v").Number(1).Key("uuid").Text(Uuid).Key("i").Number(Index).Key("kind").Text(Kind.Word()).Key("s").Text(Secret)
        .Key("salt").Salt(Salt.Span).Key("rsalt").Salt(RollSalt.Span).Key("record").Text(Record)
        .Key("path").List(Path, static (x, h) => x.Hash(h)));

    /// <summary>Reads a reply. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out HandOut? handOut, out RecordFault fault)
    {
        handOut = null;
        fault = RecordFault.NotCanonical;
        // The canonical form of what a body of this size says is never longer, so it can always be padded again.
        return body.Length == PaddedBody.Large && CanonicalRecord.TryParse(body, Read, h => h.WritePadded(), out handOut, out fault);
    }

    /// <summary>Whether the entry, with that credential, leads to the root in the election record.</summary>
    public bool LeadsTo(RecordHash root, string credential, int rollSize)
    {
        Leaf leaf = new(Uuid, Index, Kind, Leaf.RollHash(Encoding.UTF8.GetBytes(Record), RollSalt.Span), Leaf.CredentialHash(Uuid, Index, credential, Salt.Span));
        return MerkleTree.RootFrom(leaf.Hash(), Index, rollSize, Path) == root;
    }

    public override string ToString() => "HandOut(redacted)";

    private static HandOut Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        reader.Version(fields);
        HandOut handOut = new(
            reader.Uuid(fields.Required("uuid")), reader.Small(fields.Required("i")),
            reader.Word<EntryKind>(fields.Required("kind"), EntryKindWords.Word),
            reader.Big(fields.Required("s")),
            reader.Salt(fields.Required("salt")), reader.Salt(fields.Required("rsalt")),
            reader.Text(fields.Required("record")),
            reader.List(fields.Required("path"), reader.Hash));
        reader.Text(fields.Required("pad"));
        fields.NoOthers();
        return handOut;
    }
}
