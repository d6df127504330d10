namespace RatifyVote.Web.Agreements.Content;

/// <summary>One subject of the tentative agreement: what is, what is proposed, what changes for whom, from when, and where
/// it stands in the memorandum of agreement. All texts are Markdown, but for clause and effective date.</summary>
public sealed record Issue(string Title, string Current, string Proposed, string Changes, string Effective, string Clause, IssueStatus Status);

/// <summary>A document of a dossier by its name, size in bytes and SHA-256 (64 lower-case hex digits).</summary>
public sealed record DocumentRef(string Name, long Bytes, string Sha256);

/// <summary>Everything a local publishes about one agreement. What is hashed at publication is <see cref="DossierText.Write"/> of it.</summary>
public sealed record DossierContent
{
    public string Summary { get; init; } = "";
    public string Term { get; init; } = "";
    public string Covers { get; init; } = "";
    public string Recommendation { get; init; } = "";
    public string Minority { get; init; } = "";
    public string Meetings { get; init; } = "";
    public string Questions { get; init; } = "";
    public string Contact { get; init; } = "";
    public IReadOnlyList<Issue> Issues { get; init; } = [];
    public IReadOnlyList<DocumentRef> Documents { get; init; } = [];

    public static DossierContent Empty { get; } = new();
}
