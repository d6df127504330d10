using RatifyVote.Web.Audit;

namespace RatifyVote.Web.Votes.Ending;

/// <summary>Why a vote was not made void. Words: the texts "VoidRefusal.*".</summary>
internal enum VoidRefusal
{
    NoSuchVote,
    NotPossibleNow,
    ReasonMissing,
    AlreadyAskedFor,
    NotAskedFor,
    SamePerson,
}

internal abstract record VoidOutcome
{
    private VoidOutcome() { }

    public sealed record Done : VoidOutcome;

    public sealed record Refused(VoidRefusal Why) : VoidOutcome;

    public static VoidOutcome Because(VoidRefusal why) => new Refused(why);
}

public sealed record VoidAskedFor(string Vote, string Reason) : AuditEvent;

public sealed record VoidApproved(string Vote, string Reason) : AuditEvent;

public sealed record VoteCopied(string Vote, string CopyOf) : AuditEvent;
