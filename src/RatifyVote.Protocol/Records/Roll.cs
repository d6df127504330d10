using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>What an entry of a frozen roll is for. The zero value is a member.</summary>
public enum EntryKind { Member, Spare }

/// <summary>The words for an <see cref="EntryKind"/>.</summary>
public static class EntryKindWords
{
    public static string Word(this EntryKind kind) => kind switch
    {
        EntryKind.Member => "member",
        EntryKind.Spare => "spare",
    };
}

/// <summary>The record of one entry of a frozen roll. It is committed to in the leaf and never published; the member's own
/// browser gets it with the credential.</summary>
public abstract record RollRecord(string Contest, string Unit)
{
    /// <summary>A member, by union card number and name.</summary>
    public sealed record Member(string Contest, string Unit, string CardNumber, string Name) : RollRecord(Contest, Unit);

    /// <summary>The k-th spare entry, k from 0.</summary>
    public sealed record Spare(string Contest, string Unit, int Number) : RollRecord(Contest, Unit);

    public EntryKind Kind => this is Spare ? EntryKind.Spare : EntryKind.Member;

    public byte[] Write()
    {
        CanonicalWriter writer = new CanonicalWriter().Open('{').Key("contest").Text(Contest).Key("unit").Text(Unit);
        if (this is Member member) writer.Key("member").Text(member.CardNumber).Key("name").Text(member.Name);
        else writer.Key("spare").Number(((Spare)this).Number);
        return writer.Close('}').ToUtf8();
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out RollRecord? record, out RecordFault fault) =>
        CanonicalRecord.TryParse(utf8, Read, r => r.Write(), out record, out fault);

    private static RollRecord Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        string contest = reader.Text(fields.Required("contest"));
        string unit = reader.Text(fields.Required("unit"));
        RollRecord record = fields.Optional("spare") is { } spare
            ? new Spare(contest, unit, reader.Small(spare))
            : new Member(contest, unit, reader.Text(fields.Required("member")), reader.Text(fields.Required("name")));
        fields.NoOthers();
        return record;
    }
}

/// <summary>The commitment to one entry: which roll record and which credential belong together, both hidden by salts
/// (secrecy design C-08).</summary>
/// <param name="Index">i, the place in the frozen roll: 0..members+spares-1.</param>
/// <param name="Roll">Salted hash of the roll record.</param>
/// <param name="Credential">Salted hash of the public credential.</param>
public sealed record Leaf(string Uuid, int Index, EntryKind Kind, RecordHash Roll, RecordHash Credential)
{
    public byte[] Write() => new CanonicalWriter()
        .Open('{').Key("uuid").Text(Uuid).Key("i").Number(Index).Key("kind").Text(Kind.Word())
        .Key("roll").Hash(Roll).Key("cred").Hash(Credential).Close('}').ToUtf8();

    public RecordHash Hash() => MerkleTree.LeafHash(Write());

    /// <summary>roll_i = SHA-256(record || rsalt_i).</summary>
    public static RecordHash RollHash(ReadOnlySpan<byte> rollRecord, ReadOnlySpan<byte> rsalt)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rsalt.Length, 32, nameof(rsalt));
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(rollRecord);
        hash.AppendData(rsalt);
        return RecordHash.FromBytes(hash.GetHashAndReset());
    }

    /// <summary>cred_i = SHA-256("rv-cred|" uuid "|" i "|" ser(C_i) "|" hex salt_i).</summary>
    public static RecordHash CredentialHash(string uuid, int index, string credential, ReadOnlySpan<byte> salt) =>
        RecordHash.OfText($"rv-cred|{uuid}|{CanonicalRecord.Number(index)}|{credential}|{Convert.ToHexStringLower(salt)}");
}

/// <summary>The file leaves/&lt;uuid&gt;.json: the leaf hashes in order of i.</summary>
public sealed record LeavesFile(ImmutableArray<RecordHash> Hashes)
{
    public byte[] Write() => new CanonicalWriter().List(Hashes, static (w, h) => w.Hash(h)).ToUtf8();

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out LeavesFile? leaves, out RecordFault fault) =>
        CanonicalRecord.TryParse(utf8, static (reader, value) => new LeavesFile(reader.List(value, reader.Hash)), f => f.Write(), out leaves, out fault);
}

/// <summary>How many spare entries a roll of that many members gets: m = max(5, ceil(n/50)) (secrecy design C-10).</summary>
public static class SpareEntries
{
    public static int For(int members) => Math.Max(5, (members + 49) / 50);
}
