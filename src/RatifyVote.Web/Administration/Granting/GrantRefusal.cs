namespace RatifyVote.Web.Administration.Granting;

/// <summary>Why a role is not granted or withdrawn. Texts: <c>GrantRefusal.*</c>.</summary>
internal enum GrantRefusal
{
    NoSuchAccount,
    AccountDisabled,
    RoleNotGiven,
    LocalNeeded,
    LocalUnknown,
    NotForOneLocal,
    AdministratorStaysApart,
    AlreadyHeld,
    NotHeld,
    LastAdministrator,
}

/// <summary>Where a role may hold.</summary>
internal enum RoleScope { ByMembership, OneLocal, International, Either }

internal static class RoleScopes
{
    public static RoleScope Of(Role role) => role switch
    {
        Role.Member => RoleScope.ByMembership,
        Role.LocalOfficer => RoleScope.OneLocal,
        Role.InternationalOfficer or Role.Trustee or Role.Certifier or Role.Administrator => RoleScope.International,
        Role.Observer or Role.HelpDesk => RoleScope.Either,
    };

    /// <summary>Whoever runs the installation can neither open ballots nor certify.</summary>
    public static bool Exclude(Role one, Role other) =>
        (one is Role.Administrator && other is Role.Trustee or Role.Certifier) || (other is Role.Administrator && one is Role.Trustee or Role.Certifier);

    /// <summary>Roles that an administrator gives.</summary>
    public static IReadOnlyList<Role> Given { get; } = [.. Enum.GetValues<Role>().Where(role => Of(role) is not RoleScope.ByMembership)];
}
