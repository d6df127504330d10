namespace RatifyVote.Web.Votes;

/// <summary>Whether the hand-out may give this entry's credential. The sealed roll itself never changes.</summary>
public enum RollStatus
{
    Active,
    /// <summary>Accepted under reserve: votes like all others, counted or set aside at the close.</summary>
    Provisional,
    /// <summary>Taken off after the seal by two people: no hand-out, a ballot is set aside.</summary>
    Removed,
}
