using RatifyVote.Web.Audit;

namespace RatifyVote.Web.Roster;

/// <param name="Locals">Numbers of the locals the file names.</param>
/// <param name="FileHash">SHA-256 of the uploaded file, hex.</param>
/// <param name="NewAddressOrSecret">Members already on the rolls whose e-mail address or date of birth was changed: the two things activation asks for.</param>
public sealed record RosterImported(Guid Import, IReadOnlyList<int> Locals, DateOnly StandingsFrom, int Lines, int MembersAdded, int MembershipsAdded, int Changed,
    string FileHash, IReadOnlyList<Guid> NewAddressOrSecret) : AuditEvent;

public sealed record LocalAdded(int Number, string Name) : AuditEvent;

public sealed record LocalRenamed(int Number, string Before, string After) : AuditEvent;
