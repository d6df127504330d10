using RatifyVote.Domain.Eligibility;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Web.Votes.Storage;

/// <summary>Entry i of a unit's frozen roll. i is a random order; nothing here is ever written while the vote is open but the
/// status, by two people.</summary>
internal sealed class RollEntry
{
    public required string Uuid { get; init; }
    public required int I { get; init; }
    public required EntryKind Kind { get; init; }

    /// <summary>Null for a spare that is bound to nobody.</summary>
    public Guid? MemberId { get; set; }

    /// <summary>The canonical roll record, which the leaf commits to together with <see cref="RSalt"/>. Never published.</summary>
    public required string Record { get; init; }
    public required byte[] RSalt { get; init; }
    public RollStatus Status { get; set; }
}

/// <summary>A member of the local who is not on the roll, and why, as decided at the freeze.</summary>
internal sealed class RollExclusion
{
    public required string Uuid { get; init; }
    public required Guid MemberId { get; init; }
    public required EligibilityReason Reason { get; init; }
}
