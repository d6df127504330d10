using RatifyVote.Web.Audit;

namespace RatifyVote.Web.Agreements;

public sealed record AgreementCreated(string Agreement, string Name, IReadOnlyList<int> Locals) : AuditEvent;

public sealed record AgreementLocalsAdded(string Agreement, IReadOnlyList<int> Locals) : AuditEvent;

public sealed record DossierDocumentAdded(string Agreement, int Local, string Name, string Sha256) : AuditEvent;

public sealed record DossierPublished(string Agreement, int Local, int Version, string Hash) : AuditEvent;
