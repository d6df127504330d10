namespace RatifyVote.Web.Booth;

/// <summary>How far a unit has come in the ballot box. The board's own events are the truth; this is what is asked under the unit's lock.</summary>
internal enum UnitState
{
    /// <summary>Sealed, not open yet.</summary>
    SetUp,
    Open,

    /// <summary>Casts and hand-outs are refused, the last flush is on the board; the canvass runs.</summary>
    Closing,

    /// <summary>Neutral ballots and EndBallots are on the board.</summary>
    Ended,

    /// <summary>The encrypted tally is on the board.</summary>
    Tallied,

    /// <summary>Sign-off and openings are stored; the contest's key may be destroyed.</summary>
    SignedOff,
    Voided,
}

/// <summary>A unit's place on the way from the seal to the key's end.</summary>
/// <param name="Ballots">Ballot events on the published board, replaced ones included.</param>
/// <param name="CredentialsUsed">Distinct credentials among them.</param>
internal sealed record UnitProgress(string Uuid, string ContestId, UnitState State, int Ballots, int CredentialsUsed);
