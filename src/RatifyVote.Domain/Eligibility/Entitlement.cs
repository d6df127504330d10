using RatifyVote.Domain.Rules;

namespace RatifyVote.Domain.Eligibility;

/// <summary>May this membership vote? A provisional ballot is sealed like any other, and counted or set aside by status at
/// the close without being opened.</summary>
public enum Entitled { No, Provisionally, Yes }

/// <summary>Why a membership may or may not vote.</summary>
public enum EligibilityReason
{
    StandingUnknown,
    LocalNotCovered,
    NotYetMember,
    NoLongerMember,
    Withdrawn,
    Suspended,
    DuesMayStillBeCleared,
    InGoodStanding,
    StandingNotAsked,
    Waived,
}

/// <summary>Why a provisional or removed entry's ballot is set aside at the close.</summary>
public enum SetAsideReason { DuesNotCleared, LostStanding, RemovedFromRoll, ReplacedBySpare }

/// <summary>An answer with its reason.</summary>
public sealed record Entitlement(Entitled Entitled, EligibilityReason Reason)
{
    /// <summary>Decides by the standing on the record date. A waiver replaces standing, never coverage or dates.</summary>
    public static Entitlement Of(Membership member, ContestRoll roll, Waiver? waiver)
    {
        if (!roll.Locals.Contains(member.Local)) return new(Entitled.No, EligibilityReason.LocalNotCovered);
        if (member.Since > roll.RecordDate) return new(Entitled.No, EligibilityReason.NotYetMember);
        if (member.Until < roll.RecordDate) return new(Entitled.No, EligibilityReason.NoLongerMember);
        if (!AsksStanding(roll.Roll)) return new(Entitled.Yes, EligibilityReason.StandingNotAsked);
        return member.Standing switch
        {
            Standing.Good => new(Entitled.Yes, EligibilityReason.InGoodStanding),
            Standing.Withdrawn => new(Entitled.No, EligibilityReason.Withdrawn),
            Standing.DuesOutstanding or Standing.Suspended or Standing.Unknown when waiver is not null => new(Entitled.Yes, EligibilityReason.Waived),
            Standing.DuesOutstanding => new(Entitled.Provisionally, EligibilityReason.DuesMayStillBeCleared),
            Standing.Suspended => new(Entitled.No, EligibilityReason.Suspended),
            Standing.Unknown => new(Entitled.No, EligibilityReason.StandingUnknown),
        };
    }

    /// <summary>At the close: null when the ballot counts, else why it is set aside.</summary>
    /// <param name="atDeadline">Standing when dues could last be cleared.</param>
    public SetAsideReason? Settle(Standing atDeadline) => Entitled switch
    {
        Entitled.Yes => null,
        Entitled.Provisionally => atDeadline switch
        {
            Standing.Good => null,
            Standing.DuesOutstanding or Standing.Unknown => SetAsideReason.DuesNotCleared,
            Standing.Suspended or Standing.Withdrawn => SetAsideReason.LostStanding,
        },
        Entitled.No => SetAsideReason.RemovedFromRoll,
    };

    /// <summary>Every ballot a person is entitled to, provisional ones included, each (contest, local) once, in order.</summary>
    public static IReadOnlyList<BallotPlace> BallotsOf(
        IEnumerable<Membership> memberships, IReadOnlyList<ContestRoll> contests, Waiver? waiver) =>
    [
        .. (from member in memberships
            from contest in contests
            where Of(member, contest, waiver).Entitled is not Entitled.No
            select new BallotPlace(contest.Contest, member.Local))
            .Distinct().OrderBy(p => p.Contest, StringComparer.Ordinal).ThenBy(p => p.Local),
    ];

    public static string InWords(EligibilityReason reason) => reason switch
    {
        EligibilityReason.StandingUnknown => "The local has not told the member's standing.",
        EligibilityReason.LocalNotCovered => "The local is not covered by this agreement.",
        EligibilityReason.NotYetMember => "Membership began after the record date.",
        EligibilityReason.NoLongerMember => "Membership ended before the record date.",
        EligibilityReason.Withdrawn => "The member has withdrawn.",
        EligibilityReason.Suspended => "The member is suspended.",
        EligibilityReason.DuesMayStillBeCleared => "Dues are outstanding and may be cleared until the deadline: the ballot is provisional.",
        EligibilityReason.InGoodStanding => "Active member in good standing of a covered local on the record date.",
        EligibilityReason.StandingNotAsked => "Member of a covered local on the record date; this vote does not ask for standing.",
        EligibilityReason.Waived => "The question of standing was waived for this member.",
    };

    public static string InWords(SetAsideReason reason) => reason switch
    {
        SetAsideReason.DuesNotCleared => "Dues were not cleared by the deadline.",
        SetAsideReason.LostStanding => "The member lost standing before the deadline.",
        SetAsideReason.RemovedFromRoll => "The entry was removed from the roll.",
        SetAsideReason.ReplacedBySpare => "The member was given a spare entry instead.",
    };

    private static bool AsksStanding(RollRule roll) => roll switch
    {
        RollRule.GoodStanding or RollRule.AffectedGoodStanding or RollRule.EntitledToVote => true,
        RollRule.CurrentMembers or RollRule.StandingWaived or RollRule.AllEmployees => false,
    };
}
