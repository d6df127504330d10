using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Web.Votes.Storage;

/// <summary>A vote from its first draft on. Everything but the phase, the schedule in force and the approvals is fixed when the
/// seal is approved (<see cref="SealApprovedBy"/>).</summary>
internal sealed class Vote
{
    public const int DefaultNoticeHours = 15 * 24;

    /// <summary>The vote's uuid: 14 base58 characters.</summary>
    public required string Id { get; init; }
    public required string Union { get; set; }
    public required string Title { get; set; }
    public required VoteKind Kind { get; set; }
    public VotePhase Phase { get; private set; } = VotePhase.Draft;

    /// <summary>A practice vote: marked everywhere, floors of schedule and flush do not hold.</summary>
    public bool Practice { get; set; }
    public DateOnly? RecordDate { get; set; }

    /// <summary>The planned schedule; sealed into the terms.</summary>
    public DateTimeOffset? PlannedOpensAt { get; set; }
    public DateTimeOffset? PlannedClosesAt { get; set; }

    /// <summary>The schedule in force; the journal may have changed it.</summary>
    public DateTimeOffset? OpensAt { get; set; }
    public DateTimeOffset? ClosesAt { get; set; }

    public int FlushEverySeconds { get; set; } = 3600;
    public int FlushNewCredentials { get; set; } = 10;
    public int FlushSmallUnit { get; set; } = 50;
    public int CanvassHours { get; set; } = 72;
    public int NoticeHours { get; set; } = DefaultNoticeHours;
    public int ProtestHours { get; set; } = 72;

    /// <summary>How many trustees must decrypt (t), of the seats there are (n).</summary>
    public int TrusteeThreshold { get; set; } = 2;
    public int CertifiersRequired { get; set; } = 2;

    /// <summary>Telephone line or address shown with each refusal in the booth.</summary>
    public string Help { get; set; } = "";

    /// <summary>Counts edits of the draft; an edit, and an approval of the seal, name the number they saw.</summary>
    public int Revision { get; set; }
    public Guid? SealAskedBy { get; set; }
    public string SealAskedByName { get; set; } = "";
    public int SealAskedRevision { get; set; }
    public Guid? SealApprovedBy { get; set; }
    public DateTimeOffset? SealApprovedAt { get; set; }

    public Guid? VoidAskedBy { get; set; }
    public string VoidAskedByName { get; set; } = "";
    public string VoidReason { get; set; } = "";
    public Guid? VoidApprovedBy { get; set; }
    public string VoidApprovedByName { get; set; } = "";

    /// <summary>The voided vote this draft was copied from.</summary>
    public string? CopiedFrom { get; set; }
    public DateTimeOffset CreatedAt { get; init; }

    public byte[]? TermsRecord { get; set; }
    public byte[]? TrusteesRecord { get; set; }
    public byte[]? VoteRecord { get; set; }

    /// <summary>Nothing of the draft may change any more.</summary>
    public bool SealStarted => SealApprovedBy is not null;
}

/// <summary>One agreement's question in a vote, with its own outcome.</summary>
internal sealed class Contest
{
    public required string VoteId { get; init; }

    /// <summary>A slug, unique in the vote.</summary>
    public required string Id { get; init; }
    public required int Ordinal { get; set; }
    public required string AgreementId { get; set; }
    public string Question { get; set; } = "";
    public string Yes { get; set; } = "Yes";
    public string No { get; set; } = "No";
    public string MeansYes { get; set; } = "";
    public string MeansNo { get; set; } = "";

    /// <summary>The rule set as the Domain's canonical JSON, empty until chosen.</summary>
    public string Rules { get; set; } = "";
    public string DelegateTableName { get; set; } = "";
    public string DelegateTableSource { get; set; } = "";
}

/// <summary>A local in a contest: one Belenios election.</summary>
internal sealed class ContestUnit
{
    /// <summary>The election's uuid: 14 base58 characters, drawn when the local is chosen.</summary>
    public required string Uuid { get; init; }
    public required string VoteId { get; init; }
    public required string ContestId { get; init; }
    public required int Local { get; init; }
    public required string Name { get; set; }

    /// <summary>Votes of the local in the roll-up; null until the delegate table is there.</summary>
    public int? Delegates { get; set; }

    public bool RollFrozen { get; set; }
    public int Members { get; set; }
    public int Spares { get; set; }

    public string DossierHash { get; set; } = "";
    public DateTimeOffset? DossierPublishedAt { get; set; }

    /// <summary>b64 fingerprint of the election record; empty until derived.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>Hex SHA-256 of the public_credentials record; empty until derived.</summary>
    public string CredentialsHash { get; set; } = "";
}

/// <summary>Somebody who read the rule values marked assumed and stands for them. Counts only while the rules are the same.</summary>
internal sealed class AssumptionConfirmation
{
    public required string VoteId { get; init; }
    public required string ContestId { get; init; }
    public required Guid Account { get; init; }
    public required string Name { get; init; }
    public required string RulesHash { get; set; }
}
