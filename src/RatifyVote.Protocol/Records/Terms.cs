using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>What members decide.</summary>
public enum VoteKind { Ratification, StrikeAuthorization }

/// <summary>Which ballot of a member counts.</summary>
public enum RevoteRule { Last, First }

/// <summary>How much of a unit's count is published.</summary>
public enum PublicationRule { Counts }

/// <summary>The words of the closed sets in terms.json.</summary>
public static class TermsWords
{
    public static string Word(this VoteKind kind) => kind switch
    {
        VoteKind.Ratification => "ratification",
        VoteKind.StrikeAuthorization => "strike-authorization",
    };

    public static string Word(this RevoteRule rule) => rule switch
    {
        RevoteRule.Last => "last",
        RevoteRule.First => "first",
    };

    public static string Word(this PublicationRule rule) => rule switch
    {
        PublicationRule.Counts => "counts",
    };
}

/// <summary>terms.json: everything about a vote that is fixed at the seal, before any election record exists. Its hash stands in
/// every election record and in vote.json; it names neither (nothing hashes itself).</summary>
/// <param name="Vote">The vote's uuid, also named in the trustees' certs.</param>
/// <param name="ServiceKey">SubjectPublicKeyInfo under which receipts and journal are signed.</param>
/// <param name="Bundle">The booth's files as built.</param>
public sealed record Terms(
    string Vote, string Union, string Title, VoteKind Kind, bool Practice, ImmutableArray<string> Languages,
    ImmutableArray<TermsContest> Contests, DateTimeOffset OpensAt, DateTimeOffset ClosesAt,
    FlushTerms Flush, PolicyTerms Policy, TrusteesTerms Trustees, CertifiersTerms Certifiers,
    string ServiceKey, ImmutableArray<BundleFile> Bundle)
{
    public RecordHash Hash() => RecordHash.Of(Write());

    /// <summary>All units of all contests, in the order of the record.</summary>
    public IEnumerable<(TermsContest Contest, TermsUnit Unit)> Units => Contests.SelectMany(c => c.Units, (c, u) => (c, u));

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Terms? terms, out RecordFault fault) =>
        CanonicalRecord.TryParse(utf8, Read, t => t.Write(), out terms, out fault);

    public byte[] Write()
    {
        CanonicalWriter w = new();
        w.Open('{').Key("v").Number(1).Key("vote").Text(Vote).Key("union").Text(Union).Key("title").Text(Title)
            .Key("kind").Text(Kind.Word()).Key("practice").Boolean(Practice)
            .Key("languages").List(Languages, static (x, language) => x.Text(language))
            .Key("contests").List(Contests, TermsContest.Write)
            .Key("schedule").Open('{').Key("opens_at").Time(OpensAt).Key("closes_at").Time(ClosesAt).Close('}');
        FlushTerms.Write(w.Key("flush"), Flush);
        PolicyTerms.Write(w.Key("policy"), Policy);
        TrusteesTerms.Write(w.Key("trustees"), Trustees);
        CertifiersTerms.Write(w.Key("certifiers"), Certifiers);
        return w.Key("service_key").Text(ServiceKey)
            .Key("bundle").List(Bundle, static (x, f) => x.Open('{').Key("file").Text(f.File).Key("sha256").Hash(f.Hash).Close('}'))
            .Close('}').ToUtf8();
    }

    private static Terms Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        reader.Version(fields);
        RecordFields schedule = reader.Fields(fields.Required("schedule"));
        Terms terms = new(
            reader.Uuid(fields.Required("vote")),
            reader.Text(fields.Required("union")),
            reader.Text(fields.Required("title")),
            reader.Word<VoteKind>(fields.Required("kind"), TermsWords.Word),
            reader.Boolean(fields.Required("practice")),
            reader.List(fields.Required("languages"), reader.Text),
            reader.List(fields.Required("contests"), c => TermsContest.Read(reader, c)),
            reader.Time(schedule.Required("opens_at")),
            reader.Time(schedule.Required("closes_at")),
            FlushTerms.Read(reader, fields.Required("flush")),
            PolicyTerms.Read(reader, fields.Required("policy")),
            TrusteesTerms.Read(reader, fields.Required("trustees")),
            CertifiersTerms.Read(reader, fields.Required("certifiers")),
            reader.Text(fields.Required("service_key")),
            reader.List(fields.Required("bundle"), f => BundleFile.Read(reader, f)));
        schedule.NoOthers();
        fields.NoOthers();
        return terms;
    }
}
