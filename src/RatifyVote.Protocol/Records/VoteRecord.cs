using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>One unit's election, as vote.json names it.</summary>
/// <param name="Fingerprint">phi of the election record: 43 characters of base64.</param>
/// <param name="Credentials">Hash of the public_credentials record.</param>
public sealed record VoteUnit(string Contest, string Unit, string Uuid, string Fingerprint, RecordHash Credentials);

/// <summary>vote.json: the terms' hash and every unit's election. Its hash stands on pages and certificates.</summary>
public sealed record VoteRecord(string Vote, RecordHash Terms, ImmutableArray<VoteUnit> Units)
{
    public RecordHash Hash() => RecordHash.Of(Write());

    public byte[] Write() => new CanonicalWriter()
        .Open('{').Key("v").Number(1).Key("vote").Text(Vote).Key("terms").Hash(Terms)
        .Key("units").List(Units, static (w, u) => w.Open('{').Key("contest").Text(u.Contest).Key("unit").Text(u.Unit)
            .Key("uuid").Text(u.Uuid).Key("fingerprint").Text(u.Fingerprint).Key("credentials").Hash(u.Credentials).Close('}'))
        .Close('}').ToUtf8();

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out VoteRecord? vote, out RecordFault fault) =>
        CanonicalRecord.TryParse(utf8, Read, v => v.Write(), out vote, out fault);

    private static VoteRecord Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        reader.Version(fields);
        VoteRecord vote = new(
            reader.Uuid(fields.Required("vote")),
            reader.Hash(fields.Required("terms")),
            reader.List(fields.Required("units"), u => ReadUnit(reader, u)));
        fields.NoOthers();
        return vote;
    }

    private static VoteUnit ReadUnit(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        VoteUnit unit = new(
            reader.Text(fields.Required("contest")), reader.Text(fields.Required("unit")), reader.Uuid(fields.Required("uuid")),
            reader.Text(fields.Required("fingerprint")), reader.Hash(fields.Required("credentials")));
        if (reader.Ok && !RecordHash.TryParseBase64(unit.Fingerprint, out _)) reader.Fail(RecordFault.TextNotCanonical);
        fields.NoOthers();
        return unit;
    }
}
