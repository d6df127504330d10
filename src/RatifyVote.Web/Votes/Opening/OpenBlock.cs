namespace RatifyVote.Web.Votes.Opening;

/// <summary>Everything that can keep a sealed vote from opening at its time. Words: the texts "OpenBlock.*".</summary>
internal enum OpenBlock
{
    NotSealed,
    TrusteeKeyNotChecked,
    TrusteesDiffer,
    NoticeStillRunning,
    CertifierLostPasskey,
    ContestKeyMissing,
    ClosingTimePassed,
}

/// <summary>One thing in the way.</summary>
/// <param name="About">Which trustee, local, certifier or contest; empty when the vote as a whole is meant.</param>
/// <param name="Mend">Where to mend it.</param>
internal sealed record OpenBlocker(OpenBlock Why, string About, string Mend);
