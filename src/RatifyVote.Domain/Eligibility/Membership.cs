using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Eligibility;

/// <summary>A member's standing in one local.</summary>
public enum Standing { Unknown, Good, DuesOutstanding, Suspended, Withdrawn }

/// <summary>One person's membership in one local, as the roster has it.</summary>
/// <param name="Since">First day of membership.</param>
/// <param name="Until">Last day of membership, or null while it lasts.</param>
/// <param name="Standing">Standing on the record date.</param>
public sealed record Membership(LocalNumber Local, DateOnly Since, DateOnly? Until, Standing Standing);

/// <summary>A recorded decision that standing is not asked of this member.</summary>
public sealed record Waiver
{
    /// <exception cref="ArgumentException">Who granted it or why is empty.</exception>
    public Waiver(string grantedBy, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(grantedBy);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        (GrantedBy, Reason) = (grantedBy, reason);
    }

    public string GrantedBy { get; }
    public string Reason { get; }
}

/// <summary>Whose ballots a contest takes.</summary>
/// <param name="Contest">The contest's id.</param>
/// <param name="RecordDate">The day eligibility is fixed.</param>
/// <param name="Locals">Locals covered by the agreement.</param>
public sealed record ContestRoll(string Contest, RollRule Roll, DateOnly RecordDate, IReadOnlySet<LocalNumber> Locals);

/// <summary>One ballot to be cast: at most one per contest and local, so a dual card holder has several.</summary>
public readonly record struct BallotPlace(string Contest, LocalNumber Local);
