using System.Security.Cryptography;
using System.Text.Json;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Web.Agreements.Content;

/// <summary>The canonical text of a dossier: compact JSON, keys in this order, UTF-8. Its SHA-256 is the dossier's hash, which
/// the sealed vote binds; the same content gives the same bytes, and reading gives back the content.</summary>
internal static class DossierText
{
    public static byte[] Write(string agreement, int local, int version, DossierContent content) => new CanonicalWriter().Open('{')
        .Key("v").Number(1).Key("agreement").Text(agreement).Key("local").Number(local).Key("version").Number(version)
        .Key("summary").Text(content.Summary).Key("term").Text(content.Term).Key("covers").Text(content.Covers)
        .Key("recommendation").Text(content.Recommendation).Key("minority").Text(content.Minority)
        .Key("meetings").Text(content.Meetings).Key("questions").Text(content.Questions).Key("contact").Text(content.Contact)
        .Key("issues").List(content.Issues, WriteIssue)
        .Key("documents").List(content.Documents, WriteDocument)
        .Close('}').ToUtf8();

    /// <summary>The dossier's hash: 64 lower-case hex digits.</summary>
    public static string HashOf(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));

    /// <summary>Reads what <see cref="Write"/> wrote. The bytes come from our own table: anything else throws.</summary>
    public static DossierContent Read(ReadOnlyMemory<byte> text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement root = document.RootElement;
        return new DossierContent
        {
            Summary = Text(root, "summary"),
            Term = Text(root, "term"),
            Covers = Text(root, "covers"),
            Recommendation = Text(root, "recommendation"),
            Minority = Text(root, "minority"),
            Meetings = Text(root, "meetings"),
            Questions = Text(root, "questions"),
            Contact = Text(root, "contact"),
            Issues = [.. root.GetProperty("issues").EnumerateArray().Select(ReadIssue)],
            Documents = [.. root.GetProperty("documents").EnumerateArray().Select(d => new DocumentRef(Text(d, "name"), d.GetProperty("bytes").GetInt64(), Text(d, "sha256")))],
        };
    }

    private static void WriteIssue(CanonicalWriter writer, Issue issue) => writer.Open('{')
        .Key("title").Text(issue.Title).Key("current").Text(issue.Current).Key("proposed").Text(issue.Proposed)
        .Key("changes").Text(issue.Changes).Key("effective").Text(issue.Effective).Key("clause").Text(issue.Clause)
        .Key("status").Text(issue.Status.Code()).Close('}');

    private static void WriteDocument(CanonicalWriter writer, DocumentRef document) => writer.Open('{')
        .Key("name").Text(document.Name).Key("bytes").Number(document.Bytes).Key("sha256").Text(document.Sha256).Close('}');

    private static Issue ReadIssue(JsonElement issue) =>
        new(Text(issue, "title"), Text(issue, "current"), Text(issue, "proposed"), Text(issue, "changes"), Text(issue, "effective"), Text(issue, "clause"),
            IssueStatusWords.TryParse(Text(issue, "status"), out IssueStatus status) ? status : throw new InvalidDataException("A stored dossier holds an unknown status."));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
