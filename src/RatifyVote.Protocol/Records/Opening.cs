using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>The opening of an entry that cast nothing: shows which credential was its own, so that anybody sees that it was
/// not used (secrecy design C-07).</summary>
/// <param name="Credential">ser(C_i).</param>
/// <param name="Salt">salt_i, 32 bytes.</param>
/// <param name="Path">Siblings from the leaf up to the root in the election record.</param>
public sealed record Opening(int Index, EntryKind Kind, RecordHash Roll, string Credential, ReadOnlyMemory<byte> Salt, ImmutableArray<RecordHash> Path)
{
    /// <summary>Whether the opening leads to the sealed root. Never throws.</summary>
    public bool LeadsTo(RecordHash root, string uuid, int rollSize)
    {
        Leaf leaf = new(uuid, Index, Kind, Roll, Leaf.CredentialHash(uuid, Index, Credential, Salt.Span));
        return MerkleTree.RootFrom(leaf.Hash(), Index, rollSize, Path) == root;
    }
}

/// <summary>The file openings/&lt;uuid&gt;.json: every entry not recorded, in order of i.</summary>
public sealed record OpeningsFile(ImmutableArray<Opening> Openings)
{
    public RecordHash Hash() => RecordHash.Of(Write());

    public byte[] Write() => new CanonicalWriter().List(Openings, static (w, o) => w
        .Open('{').Key("i").Number(o.Index).Key("kind").Text(o.Kind.Word()).Key("roll").Hash(o.Roll)
        .Key("credential").Text(o.Credential).Key("salt").Salt(o.Salt.Span)
        .Key("path").List(o.Path, static (x, h) => x.Hash(h)).Close('}')).ToUtf8();

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out OpeningsFile? file, out RecordFault fault) =>
        CanonicalRecord.TryParse(utf8, Read, f => f.Write(), out file, out fault);

    private static OpeningsFile Read(RecordReader reader, JsonValue value) => new(reader.List(value, item =>
    {
        RecordFields fields = reader.Fields(item);
        Opening opening = new(
            reader.Small(fields.Required("i")),
            reader.Word<EntryKind>(fields.Required("kind"), EntryKindWords.Word),
            reader.Hash(fields.Required("roll")),
            reader.Element(fields.Required("credential")),
            reader.Salt(fields.Required("salt")),
            reader.List(fields.Required("path"), reader.Hash));
        fields.NoOthers();
        return opening;
    }));
}
