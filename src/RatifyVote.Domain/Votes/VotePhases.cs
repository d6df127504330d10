namespace RatifyVote.Domain.Votes;

/// <summary>The moves between phases and what each phase permits.</summary>
public static class VotePhases
{
    /// <summary>Every phase that may follow; empty at the end of the road.</summary>
    public static IReadOnlyList<VotePhase> Next(this VotePhase phase) => phase switch
    {
        VotePhase.Draft => [VotePhase.Sealed],
        VotePhase.Sealed => [VotePhase.Scheduled, VotePhase.Void],
        VotePhase.Scheduled => [VotePhase.Open, VotePhase.Void],
        VotePhase.Open => [VotePhase.Closing, VotePhase.Void],
        VotePhase.Closing => [VotePhase.Canvass, VotePhase.Void],
        VotePhase.Canvass => [VotePhase.BallotsEnded, VotePhase.Void],
        VotePhase.BallotsEnded => [VotePhase.SignedOff, VotePhase.Void],
        VotePhase.SignedOff => [VotePhase.KeyDestroyed, VotePhase.Void],
        VotePhase.KeyDestroyed => [VotePhase.Tallied, VotePhase.Void],
        VotePhase.Tallied => [VotePhase.UnderReview, VotePhase.Void],
        VotePhase.UnderReview => [VotePhase.Certified, VotePhase.Void],
        VotePhase.Certified => [VotePhase.Published, VotePhase.Protested, VotePhase.Void],
        VotePhase.Protested => [VotePhase.Certified, VotePhase.Void],
        VotePhase.Published => [],
        VotePhase.Void => [],
    };

    public static bool CanBecome(this VotePhase phase, VotePhase wanted) => phase.Next().Contains(wanted);

    /// <summary>The wanted phase, if it may follow.</summary>
    /// <exception cref="PhaseException">It may not.</exception>
    public static VotePhase Become(this VotePhase phase, VotePhase wanted) =>
        phase.CanBecome(wanted) ? wanted : throw new PhaseException(phase, wanted);

    /// <exception cref="PhaseException">The phase forbids the action.</exception>
    public static void Require(this VotePhase phase, VoteAction action)
    {
        if (!phase.Permits(action)) throw new PhaseException(phase, action);
    }

    public static bool Permits(this VotePhase phase, VoteAction action) => action switch
    {
        VoteAction.EditTerms => phase is VotePhase.Draft,
        VoteAction.HoldKeyCeremony => phase is VotePhase.Draft,
        VoteAction.CheckTrusteeKeys => phase is VotePhase.Draft or VotePhase.Sealed or VotePhase.Scheduled,
        VoteAction.ChangeSchedule => phase is VotePhase.Sealed or VotePhase.Scheduled or VotePhase.Open,
        VoteAction.HandOutCredentials => phase is VotePhase.Open,
        VoteAction.CastBallots => phase is VotePhase.Open,
        VoteAction.FlushBallots => phase is VotePhase.Open or VotePhase.Closing,
        VoteAction.LookUpTrackers => phase.HasOpened(),
        VoteAction.ChangeRollEntries => phase is VotePhase.Sealed or VotePhase.Scheduled or VotePhase.Open,
        VoteAction.DecideSetAsides => phase is VotePhase.Canvass,
        VoteAction.AppendNeutralBallots => phase is VotePhase.Canvass,
        VoteAction.SignOff => phase is VotePhase.BallotsEnded,
        VoteAction.DestroyKey => phase is VotePhase.SignedOff or VotePhase.Void,
        VoteAction.Attest => phase is VotePhase.KeyDestroyed,
        VoteAction.Decrypt => phase is VotePhase.KeyDestroyed,
        VoteAction.Certify => phase is VotePhase.UnderReview,
        VoteAction.FileProtest => phase is VotePhase.Certified or VotePhase.Protested,
        VoteAction.DecideProtest => phase is VotePhase.Protested,
        VoteAction.CopyToDraft => phase is VotePhase.Void or VotePhase.Published,
    };

    /// <summary>True once ballots could be cast, and ever after; a void vote is not counted.</summary>
    public static bool HasOpened(this VotePhase phase) => phase switch
    {
        VotePhase.Draft or VotePhase.Sealed or VotePhase.Scheduled or VotePhase.Void => false,
        VotePhase.Open or VotePhase.Closing or VotePhase.Canvass or VotePhase.BallotsEnded or VotePhase.SignedOff
            or VotePhase.KeyDestroyed or VotePhase.Tallied or VotePhase.UnderReview or VotePhase.Certified
            or VotePhase.Protested or VotePhase.Published => true,
    };

    /// <summary>True once nothing can be cast any more; a void vote is not counted.</summary>
    public static bool HasClosed(this VotePhase phase) => phase.HasOpened() && phase is not VotePhase.Open;

    /// <summary>The phase as a member reads it.</summary>
    public static string InWords(this VotePhase phase) => phase switch
    {
        VotePhase.Draft => "being prepared",
        VotePhase.Sealed => "sealed",
        VotePhase.Scheduled => "scheduled",
        VotePhase.Open => "open",
        VotePhase.Closing => "closing",
        VotePhase.Canvass => "closed, canvass",
        VotePhase.BallotsEnded => "closed, sign-off",
        VotePhase.SignedOff => "closed, signed off",
        VotePhase.KeyDestroyed => "closed, decryption",
        VotePhase.Tallied => "tallied",
        VotePhase.UnderReview => "under review",
        VotePhase.Certified => "certified",
        VotePhase.Protested => "protested",
        VotePhase.Published => "published",
        VotePhase.Void => "void",
    };
}
