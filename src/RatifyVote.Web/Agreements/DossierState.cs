using RatifyVote.Domain;

namespace RatifyVote.Web.Agreements;

/// <summary>How far a local's dossier on an agreement has come.</summary>
/// <param name="Version">The last published version; 0 when nothing is published.</param>
/// <param name="Hash">Hex SHA-256 of that version's canonical text; empty when nothing is published.</param>
/// <param name="PublishedAt">When that version was published, UTC. The notice period runs from here: a text that was changed is a text nobody had.</param>
/// <param name="FirstPublishedAt">When the first version was published.</param>
public sealed record DossierState(LocalNumber Local, string Agreement, int Version, string Hash, DateTimeOffset? PublishedAt, DateTimeOffset? FirstPublishedAt)
{
    public bool IsPublished => Version > 0;

    /// <summary>When a vote may open at the earliest; null when nothing is published.</summary>
    public DateTimeOffset? NoticeRunUntil(int noticeHours) => PublishedAt?.AddHours(noticeHours);
}

/// <summary>An agreement and the locals that have a dossier on it.</summary>
public sealed record AgreementSummary(string Id, string Name, string Employer, IReadOnlyList<LocalNumber> Locals);
