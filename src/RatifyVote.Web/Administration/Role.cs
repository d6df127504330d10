namespace RatifyVote.Web.Administration;

/// <summary>The people of domain.md. A role is granted for one local or for the international, and means a set of capabilities.</summary>
public enum Role
{
    Member = 1,
    LocalOfficer,
    InternationalOfficer,
    Trustee,
    Certifier,
    Observer,
    HelpDesk,
    Administrator,
}

public static class RoleCapabilities
{
    public static IReadOnlyList<Capability> Of(Role role) => role switch
    {
        Role.Member => [Capability.TakePart],
        Role.LocalOfficer => [Capability.KeepRoster, Capability.PublishDossier, Capability.SeeTurnout],
        Role.InternationalOfficer =>
        [
            Capability.KeepRoster, Capability.PublishDossier, Capability.SeeTurnout,
            Capability.PrepareVote, Capability.ApproveVote, Capability.RunCount,
        ],
        Role.Trustee => [Capability.HoldKeyShare],
        Role.Certifier => [Capability.CertifyResult, Capability.SeeTurnout],
        Role.Observer => [Capability.Observe, Capability.SeeTurnout],
        Role.HelpDesk => [Capability.HelpMember],
        Role.Administrator => [Capability.Administer],
    };
}
