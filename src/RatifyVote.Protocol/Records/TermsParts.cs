using System.Collections.Immutable;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>When cast ballots move to the board (secrecy design C-05).</summary>
/// <param name="EverySeconds">Seconds between flushes.</param>
/// <param name="NewCredentials">A flush needs at least this many credentials not on the board yet.</param>
/// <param name="SmallUnit">A unit with fewer members is flushed only at the close.</param>
public sealed record FlushTerms(int EverySeconds, int NewCredentials, int SmallUnit)
{
    internal static FlushTerms Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        FlushTerms flush = new(
            reader.Small(fields.Required("every_seconds")), reader.Small(fields.Required("new_credentials")), reader.Small(fields.Required("small_unit")));
        fields.NoOthers();
        return flush;
    }

    internal static void Write(CanonicalWriter writer, FlushTerms f) => writer.Open('{').Key("every_seconds").Number(f.EverySeconds)
        .Key("new_credentials").Number(f.NewCredentials).Key("small_unit").Number(f.SmallUnit).Close('}');
}

/// <summary>Publication, revotes and the windows after the close and before the opening, in hours.</summary>
public sealed record PolicyTerms(PublicationRule Publication, RevoteRule Revotes, int CanvassHours, int NoticeHours, int ProtestHours)
{
    private const int MostHours = 100_000;

    internal static PolicyTerms Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        PolicyTerms policy = new(
            reader.Word<PublicationRule>(fields.Required("publication"), TermsWords.Word),
            reader.Word<RevoteRule>(fields.Required("revotes"), TermsWords.Word),
            reader.Small(fields.Required("canvass_hours"), most: MostHours),
            reader.Small(fields.Required("notice_hours"), most: MostHours),
            reader.Small(fields.Required("protest_hours"), most: MostHours));
        fields.NoOthers();
        return policy;
    }

    internal static void Write(CanonicalWriter writer, PolicyTerms p) => writer
        .Open('{').Key("publication").Text(p.Publication.Word()).Key("revotes").Text(p.Revotes.Word())
        .Key("canvass_hours").Number(p.CanvassHours).Key("notice_hours").Number(p.NoticeHours)
        .Key("protest_hours").Number(p.ProtestHours).Close('}');
}

/// <summary>The vote's one ceremony.</summary>
/// <param name="Threshold">t: how many must decrypt.</param>
/// <param name="Size">n.</param>
/// <param name="Hash">Hash of the trustees record that every unit carries.</param>
/// <param name="Names">In order of their numbers.</param>
public sealed record TrusteesTerms(int Threshold, int Size, RecordHash Hash, ImmutableArray<string> Names)
{
    internal static TrusteesTerms Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        TrusteesTerms trustees = new(
            reader.Small(fields.Required("threshold")), reader.Small(fields.Required("size")),
            reader.Hash(fields.Required("hash")), reader.List(fields.Required("names"), reader.Text));
        fields.NoOthers();
        return trustees;
    }

    internal static void Write(CanonicalWriter writer, TrusteesTerms t) => writer
        .Open('{').Key("threshold").Number(t.Threshold).Key("size").Number(t.Size).Key("hash").Hash(t.Hash)
        .Key("names").List(t.Names, static (w, name) => w.Text(name)).Close('}');
}

/// <summary>Who may certify, and how many must.</summary>
public sealed record CertifiersTerms(int Required, ImmutableArray<CertifierTerms> People)
{
    internal static CertifiersTerms Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        CertifiersTerms certifiers = new(
            reader.Small(fields.Required("required")),
            reader.List(fields.Required("people"), p => CertifierTerms.Read(reader, p)));
        fields.NoOthers();
        return certifiers;
    }

    internal static void Write(CanonicalWriter writer, CertifiersTerms c) => writer
        .Open('{').Key("required").Number(c.Required).Key("people").List(c.People, CertifierTerms.Write).Close('}');
}

/// <summary>A certifier and the passkeys it may sign with, as SubjectPublicKeyInfo.</summary>
public sealed record CertifierTerms(string Id, string Name, string Office, ImmutableArray<string> Keys)
{
    internal static CertifierTerms Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        CertifierTerms person = new(
            reader.Text(fields.Required("id")), reader.Text(fields.Required("name")), reader.Text(fields.Required("office")),
            reader.List(fields.Required("keys"), reader.Text));
        fields.NoOthers();
        return person;
    }

    internal static void Write(CanonicalWriter writer, CertifierTerms p) => writer
        .Open('{').Key("id").Text(p.Id).Key("name").Text(p.Name).Key("office").Text(p.Office)
        .Key("keys").List(p.Keys, static (w, key) => w.Text(key)).Close('}');
}

/// <summary>A file of the booth's bundle and its hash.</summary>
public sealed record BundleFile(string File, RecordHash Hash)
{
    internal static BundleFile Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        BundleFile file = new(reader.Text(fields.Required("file")), reader.Hash(fields.Required("sha256")));
        fields.NoOthers();
        return file;
    }
}
