using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Elections;

/// <summary>The election record (belenios-format section 3): group, key and questions, fixed by its fingerprint. The record
/// may have been written by another program: the fingerprint is that of the bytes as they were read.</summary>
public sealed record Election
{
    // The bytes as read. A changed copy ("with") has none and is hashed as it would be written.
    private readonly byte[]? asRead;
    // A reference, so that two threads asking at once cannot see half of it.
    private byte[]? hash;

    public Election()
    {
    }

    private Election(Election original)
    {
        Uuid = original.Uuid;
        Name = original.Name;
        Description = original.Description;
        Group = original.Group;
        PublicKey = original.PublicKey;
        Questions = original.Questions;
        Administrator = original.Administrator;
        CredentialAuthority = original.CredentialAuthority;
        Language = original.Language;
        Binding = original.Binding;
    }

    public required string Uuid { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required Group Group { get; init; }

    /// <summary>ser(y), membership not yet judged (see <see cref="ElectionCheck"/>).</summary>
    public required string PublicKey { get; init; }
    public required ImmutableArray<Question> Questions { get; init; }
    public string? Administrator { get; init; }
    public string? CredentialAuthority { get; init; }
    public ElectionLanguage? Language { get; init; }

    /// <summary>Present in every election of ours, absent in those of other programs.</summary>
    public ElectionBinding? Binding { get; init; }

    /// <summary>SHA-256 of the record.</summary>
    public RecordHash Hash => RecordHash.FromBytes(hash ??= SHA256.HashData(asRead ?? WriteTyped()));

    /// <summary>phi: the hash in the form that stands in ballots and proofs.</summary>
    public string Fingerprint => Hash.ToBase64();

    /// <summary>Slots of all questions together.</summary>
    public int Slots => Questions.Sum(q => q.Slots);

    /// <summary>Reads a record. Unknown keys are refused, except ours; the order of keys and blanks are not judged. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> record, [NotNullWhen(true)] out Election? election, out RecordFault fault)
    {
        election = null;
        if (!JsonValue.TryParse(record, out JsonValue? value, out fault)) return false;
        RecordReader reader = new();
        Election read = new(reader, value, record);
        fault = reader.Fault;
        election = reader.Ok ? read : null;
        return reader.Ok;
    }

    /// <summary>The bytes of the record: those read, or the canonical ones of a record made here.</summary>
    public byte[] Write() => asRead is null ? WriteTyped() : [.. asRead];

    [SetsRequiredMembers]
    private Election(RecordReader reader, JsonValue value, ReadOnlySpan<byte> record)
    {
        RecordFields fields = reader.Fields(value);
        reader.Small(fields.Required("version"), least: 1, most: 1);
        Description = reader.Text(fields.Required("description"));
        Name = reader.Text(fields.Required("name"));
        Group? group = Group.Find(reader.Text(fields.Required("group")));
        if (group is null) reader.Fail(RecordFault.UnknownGroup);
        Group = group!;
        PublicKey = reader.Element(fields.Required("public_key"));
        Questions = reader.List(fields.Required("questions"), q => Question.Read(reader, q));
        Uuid = reader.Text(fields.Required("uuid"));
        Administrator = fields.Optional("administrator") is { } administrator ? reader.Text(administrator) : null;
        CredentialAuthority = fields.Optional("credential_authority") is { } authority ? reader.Text(authority) : null;
        Language = fields.Optional("language") is { } language ? ElectionLanguage.Read(reader, language) : null;
        Binding = fields.Optional("ratifyvote") is { } binding ? ElectionBinding.Read(reader, binding) : null;
        fields.NoOthers();
        asRead = record.ToArray();
    }

    private byte[] WriteTyped()
    {
        CanonicalWriter writer = new();
        writer.Open('{').Key("version").Number(1).Key("description").Text(Description).Key("name").Text(Name)
            .Key("group").Text(Group.Name).Key("public_key").Text(PublicKey)
            .Key("questions").List(Questions, Question.Write).Key("uuid").Text(Uuid);
        if (Administrator is not null) writer.Key("administrator").Text(Administrator);
        if (CredentialAuthority is not null) writer.Key("credential_authority").Text(CredentialAuthority);
        if (Language is { } language) ElectionLanguage.Write(writer.Key("language"), language);
        if (Binding is not null) ElectionBinding.Write(writer.Key("ratifyvote"), Binding);
        return writer.Close('}').ToUtf8();
    }
}

/// <summary>The interface language and direction that belenios-tool 3.3 adds to an election; it has no meaning for us.</summary>
public sealed record ElectionLanguage(string Code, string Direction)
{
    internal static ElectionLanguage Read(RecordReader reader, JsonValue value)
    {
        IReadOnlyList<JsonValue> pair = reader.Tuple(value, 2);
        return new ElectionLanguage(reader.Text(pair[0]), reader.Text(pair[1]));
    }

    internal static void Write(CanonicalWriter writer, ElectionLanguage language) =>
        writer.Open('[').Text(language.Code).Text(language.Direction).Close(']');
}
