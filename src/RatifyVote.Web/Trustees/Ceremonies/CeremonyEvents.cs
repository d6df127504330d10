using RatifyVote.Web.Audit;

namespace RatifyVote.Web.Trustees.Ceremonies;

internal sealed record TrusteeAccepted(string Vote, int Place) : AuditEvent;

internal sealed record TrusteeCertReceived(string Vote, int Place) : AuditEvent;

internal sealed record TrusteePolynomialReceived(string Vote, int Place) : AuditEvent;

internal sealed record TrusteeKeyReceived(string Vote, int Place) : AuditEvent;

internal sealed record TrusteesRecordAssembled(string Vote, string Hash) : AuditEvent;

internal sealed record TrusteeKeyChecked(string Vote, int Place) : AuditEvent;

internal sealed record CeremonyAborted(string Vote, int By, int? Offender, string Reason) : AuditEvent;

internal sealed record CeremonyStartedAnew(string Vote, int Attempt) : AuditEvent;
