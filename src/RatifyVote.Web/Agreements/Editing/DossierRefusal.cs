namespace RatifyVote.Web.Agreements.Editing;

/// <summary>Why an edit or a publication of a dossier was refused. Words: the texts "DossierRefusal.*".</summary>
internal enum DossierRefusal
{
    NoSuchDossier,
    ChangedMeanwhile,
    TextTooLong,
    TooManyIssues,
    IssueWithoutTitle,
    SummaryMissing,
    IssuesMissing,
    IssueIncomplete,
    WhatChangedMissing,
    NothingChanged,
}

internal abstract record DossierOutcome
{
    private DossierOutcome() { }

    public sealed record Done(int Revision) : DossierOutcome;

    public sealed record Published(int Version, string Hash) : DossierOutcome;

    public sealed record Refused(IReadOnlyList<DossierRefusal> Why) : DossierOutcome;

    public static DossierOutcome Because(params DossierRefusal[] why) => new Refused(why);
}
