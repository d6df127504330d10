namespace RatifyVote.Web.Trustees;

/// <summary>What the trustees of a vote owe next. The order is the order of the ceremony.</summary>
public enum CeremonyRound
{
    /// <summary>Not everybody accepted yet.</summary>
    Invited,
    Certs,
    Polynomials,
    Keys,
    /// <summary>The record stands; each trustee must show that its key works.</summary>
    Checked,
    Ready,
}

/// <summary>Where one trustee stands.</summary>
public sealed record TrusteeStanding(int Place, Guid AccountId, string Name, bool Accepted, bool KeyChecked, bool OwesNothing);

/// <summary>A key ceremony as other slices see it.</summary>
/// <param name="Aborted">Why the ceremony was stopped by a trustee; null while nothing is wrong.</param>
/// <param name="TrusteesRecord">Exact bytes of the trustees record, once it stands.</param>
public sealed record CeremonyProgress(
    string VoteId, int Threshold, int Size, CeremonyRound Round, IReadOnlyList<TrusteeStanding> Trustees, CeremonyAbort? Aborted, byte[]? TrusteesRecord)
{
    /// <summary>How many trustees showed that their key works. The vote may open when all did.</summary>
    public int KeysChecked => Trustees.Count(trustee => trustee.KeyChecked);
}

/// <param name="By">The trustee who stopped it.</param>
/// <param name="Offender">The trustee whose message was wrong; null when it was the server's.</param>
/// <param name="Reason">A code of the island's closed list.</param>
public sealed record CeremonyAbort(int By, int? Offender, string Reason);
