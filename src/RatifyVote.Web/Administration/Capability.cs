namespace RatifyVote.Web.Administration;

/// <summary>What a person may do. Policies and pages name these, never roles.</summary>
public enum Capability
{
    /// <summary>Read dossiers, fetch own credentials, cast, look at own page. Every member has it.</summary>
    TakePart = 1,
    /// <summary>Members, memberships and imports of a local.</summary>
    KeepRoster,
    /// <summary>Write and publish a local's dossier.</summary>
    PublishDossier,
    /// <summary>See a local's turnout as a total.</summary>
    SeeTurnout,
    /// <summary>Draft a vote: contests, rules, delegate tables, schedule, trustees, certifiers.</summary>
    PrepareVote,
    /// <summary>Be the second person of what needs two: assumed rule values, seal, extension, late additions, set-asides, void.</summary>
    ApproveVote,
    /// <summary>Run the count: canvass, publication.</summary>
    RunCount,
    /// <summary>Hold a share of the decryption key.</summary>
    HoldKeyShare,
    /// <summary>Sign the result.</summary>
    CertifyResult,
    /// <summary>See configuration, boards, counts and the audit log; change nothing.</summary>
    Observe,
    /// <summary>See why a member cannot get in; send an invitation again.</summary>
    HelpMember,
    /// <summary>Roles, officers of locals, settings.</summary>
    Administer,
}
