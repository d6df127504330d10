namespace RatifyVote.Web.Votes.Sealing;

/// <summary>Everything that can stand between a draft and its seal. Words: the texts "SealBlock.*".</summary>
internal enum SealBlock
{
    RecordDateMissing,
    RecordDateInFuture,
    ScheduleMissing,
    OpeningInPast,
    NoticeTooShort,
    FlushBelowFloor,
    CanvassWindowMissing,
    NoContest,
    TextsMissing,
    NoLocals,
    RulesMissing,
    BallotKeptDiffers,
    AssumptionsNotConfirmed,
    DelegatesMissing,
    DelegateTableSourceMissing,
    UnitsRequiredDiffer,
    DossierNotPublished,
    DossierNoticeTooShort,
    RollEmpty,
    TrusteesMissing,
    CeremonyAborted,
    CeremonyUnfinished,
    CertifiersMissing,
    CertifierWithoutPasskey,
    BoothBundleMissing,
}

/// <summary>One thing in the way.</summary>
/// <param name="About">Which contest, local or person; empty when the vote as a whole is meant.</param>
/// <param name="Mend">Where to mend it.</param>
internal sealed record SealBlocker(SealBlock Why, string About, string Mend);
