using RatifyVote.Web.Audit;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>Why a seal was not asked for or not approved. Words: the texts "SealRefusal.*".</summary>
internal enum SealRefusal
{
    NoSuchVote,
    NotADraft,
    Blocked,
    ChangedMeanwhile,
    NotAskedFor,
    SamePerson,
}

internal abstract record SealOutcome
{
    private SealOutcome() { }

    public sealed record Done : SealOutcome;

    /// <param name="Blockers">What blocks the seal, when that is why.</param>
    public sealed record Refused(SealRefusal Why, IReadOnlyList<SealBlocker> Blockers) : SealOutcome;

    public static SealOutcome Because(SealRefusal why) => new Refused(why, []);
}

public sealed record SealAskedFor(string Vote, int Revision) : AuditEvent;

public sealed record SealApproved(string Vote, int Revision) : AuditEvent;
