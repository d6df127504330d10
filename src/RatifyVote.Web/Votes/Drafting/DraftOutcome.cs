using RatifyVote.Web.Audit;

namespace RatifyVote.Web.Votes.Drafting;

/// <summary>Why an edit of a draft was refused. Words: the texts "DraftRefusal.*".</summary>
internal enum DraftRefusal
{
    NoSuchVote,
    NotADraft,
    SealInProgress,
    ChangedMeanwhile,
    TitleMissing,
    TextTooLong,
    NumberOutOfRange,
    ContestIdNotPlain,
    ContestIdTaken,
    NoSuchContest,
    NoSuchAgreement,
    NoSuchPreset,
    RulesUnreadable,
    RulesMissing,
    NothingAssumed,
    ScheduleBackwards,
    ThresholdImpossible,
    PersonTwice,
    OfficeMissing,
    DelegateTableWrong,
    DelegateTableSourceMissing,
}

internal abstract record DraftOutcome
{
    private DraftOutcome() { }

    public sealed record Done(int Revision) : DraftOutcome;

    public sealed record Refused(IReadOnlyList<DraftRefusal> Why) : DraftOutcome;

    public static DraftOutcome Because(params DraftRefusal[] why) => new Refused(why);
}

/// <summary>What part of a draft was changed.</summary>
public enum DraftPart
{
    Settings,
    Contest,
    Units,
    DelegateTable,
    Rules,
    Assumptions,
    Schedule,
    Trustees,
    Certifiers,
}

public sealed record VoteDrafted(string Vote, string Title, bool Practice) : AuditEvent;

public sealed record DraftChanged(string Vote, DraftPart Part, string About) : AuditEvent;

public sealed record DraftDiscarded(string Vote, string Title) : AuditEvent;
