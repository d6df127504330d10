using System.Collections.Immutable;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>What a journal entry says: one record per type of entry. The type's name is the record's name.</summary>
public abstract record JournalData
{
    private JournalData()
    {
    }

    /// <summary>The first entry: terms and elections are fixed.</summary>
    public sealed record Sealed(RecordHash Terms, RecordHash VoteHash) : JournalData;

    public sealed record Opened : JournalData;

    /// <summary>A schedule other than the planned one, approved by two people; while a vote is open, a later close only.</summary>
    public sealed record ScheduleChanged(DateTimeOffset OpensAt, DateTimeOffset ClosesAt, ImmutableArray<string> ApprovedBy, string Reason) : JournalData;

    /// <summary>A flush moved the public board of one unit.</summary>
    public sealed record BoardPublished(string Uuid, int Height, RecordHash Head, int Ballots) : JournalData;

    /// <summary>A spare entry was bound to a person.</summary>
    /// <param name="Spare">How many spares of that unit are bound, this one included.</param>
    public sealed record RollAddition(string Uuid, int Spare) : JournalData;

    /// <summary>A member was taken off the roll of one unit.</summary>
    public sealed record Removed(string Uuid) : JournalData;

    /// <summary>Casting has stopped and the last flush is done: the entry's heads are the Closing heads.</summary>
    public sealed record Closing(DateTimeOffset ClosedAt) : JournalData;

    public sealed record CanvassDecided(ImmutableArray<CanvassedUnit> Units) : JournalData;

    public sealed record BallotsEnded(ImmutableArray<EndedUnit> Units) : JournalData;

    public sealed record SignedOff(ImmutableArray<SignedOffUnit> Units) : JournalData;

    /// <summary>The contest's key is gone from every node. Said only after every unit of it was signed off.</summary>
    public sealed record KeyDestroyed(string Contest, ImmutableArray<DestroyedUnit> Units, ImmutableArray<NodeAcknowledgement> Acks) : JournalData;

    public sealed record Attested(string Uuid, int Owner) : JournalData;

    public sealed record Decrypted(string Uuid, int Owner) : JournalData;

    public sealed record ResultComputed(RecordHash Result) : JournalData;

    /// <param name="Certificate">Hash of the certificate: what the passkey does not sign (statement, words, time) is fixed here.</param>
    public sealed record Certified(RecordHash Result, string Certifier, CertificateStatement Statement, RecordHash Certificate) : JournalData;

    public sealed record Protest(int Case, string State) : JournalData;

    public sealed record Published(RecordHash Result) : JournalData;

    /// <summary>The elections named are void: never decrypted, their key destroyed.</summary>
    public sealed record Voided(
        ImmutableArray<string> Uuids, string Reason, ImmutableArray<string> ApprovedBy, ImmutableArray<NodeAcknowledgement> Acks) : JournalData;
}

/// <summary>What the canvass found on the board of a unit at the Closing head, and how many entries are set aside.</summary>
public sealed record CanvassedUnit(string Uuid, int Ballots, int CredentialsUsed, int SetAside);

/// <param name="EndBallots">Hash of the EndBallots event.</param>
/// <param name="Tally">Hash of the encrypted_tally record.</param>
public sealed record EndedUnit(string Uuid, RecordHash EndBallots, RecordHash Tally);

/// <param name="Root">Root of the sign-off tree.</param>
/// <param name="Openings">Hash of the openings file.</param>
public sealed record SignedOffUnit(string Uuid, RecordHash Root, int Recorded, int NotRecorded, int SetAside, RecordHash Openings);

/// <param name="Root">Root of the sign-off tree.</param>
public sealed record DestroyedUnit(string Uuid, RecordHash EndBallots, RecordHash Root);

/// <summary>A node says that its copy of the key is gone.</summary>
public sealed record NodeAcknowledgement(string Node, DateTimeOffset At);
