namespace RatifyVote.Domain.Votes;

/// <summary>Where a vote stands. After the closing time the order is fixed, because each step is safe only once the one
/// before it is done; there is no way back to open.</summary>
public enum VotePhase
{
    /// <summary>Everything may change.</summary>
    Draft,

    /// <summary>Terms, rolls, credentials and trustees' key are fixed.</summary>
    Sealed,

    /// <summary>Nothing blocks the opening any more; it happens at its time.</summary>
    Scheduled,

    /// <summary>Ballots are handed out and cast.</summary>
    Open,

    /// <summary>Casts and hand-outs are refused; the last flush runs.</summary>
    Closing,

    /// <summary>The closing heads are in the journal; set-asides are decided and counts compared.</summary>
    Canvass,

    /// <summary>No ballot can be added; every unit has its encrypted tally.</summary>
    BallotsEnded,

    /// <summary>For every entry of the roll it is fixed whether a ballot was recorded; unused credentials are opened.</summary>
    SignedOff,

    /// <summary>What could tie a member to a ballot is gone; trustees attest and decrypt.</summary>
    KeyDestroyed,

    /// <summary>Every unit has its result.</summary>
    Tallied,

    /// <summary>Every check has run; certifiers decide.</summary>
    UnderReview,

    /// <summary>The required officers have signed; the protest window runs.</summary>
    Certified,

    /// <summary>A protest waits for its decision.</summary>
    Protested,

    /// <summary>The outcome and its evidence are public.</summary>
    Published,

    /// <summary>Abandoned for good; its ballots are never decrypted hereafter.</summary>
    Void,
}

/// <summary>What people and the scheduler do to a vote.</summary>
public enum VoteAction
{
    EditTerms,
    HoldKeyCeremony,
    CheckTrusteeKeys,
    ChangeSchedule,
    HandOutCredentials,
    CastBallots,
    FlushBallots,
    LookUpTrackers,
    ChangeRollEntries,
    DecideSetAsides,
    AppendNeutralBallots,
    SignOff,
    DestroyKey,
    Attest,
    Decrypt,
    Certify,
    FileProtest,
    DecideProtest,
    CopyToDraft,
}

/// <summary>Somebody tried to move a vote where it cannot go, or to do what its phase forbids: a bug, not bad input.</summary>
public sealed class PhaseException : InvalidOperationException
{
    public PhaseException(VotePhase phase, VotePhase wanted)
        : base($"A vote that is {phase} cannot become {wanted}.") => Phase = phase;

    public PhaseException(VotePhase phase, VoteAction wanted)
        : base($"A vote that is {phase} does not permit {wanted}.") => Phase = phase;

    public VotePhase Phase { get; }
}
