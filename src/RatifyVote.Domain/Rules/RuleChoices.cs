namespace RatifyVote.Domain.Rules;

/// <summary>What happens when Yes stands exactly on a share that must be exceeded.</summary>
public enum TieRule { Fails, Carries, Undetermined }

/// <summary>What a unit in which nobody chose Yes or No contributes.</summary>
public enum NoBallotsRule { CountsNo, CountsNeither, Undetermined }

/// <summary>What a unit's Yes is compared with: Yes and No; also blanks; or everybody on the roll.</summary>
public enum BallotBase { Valid, Cast, Eligible }

/// <summary>What the aggregate's Yes is compared with. The first two are sums of units' weights, the others count ballots
/// or people of all units taken together.</summary>
public enum AggregateBase { AllUnits, UnitsWithBallots, Valid, Cast, Eligible }

/// <summary>How much a unit weighs in the roll-up: its delegate entitlement, one, or the members on its roll.</summary>
public enum UnitWeight { Delegates, One, Members }

/// <summary>Whether a unit gives all its weight to its direction, or splits it: nearest whole votes to Yes, an exact half
/// and the rest to No.</summary>
public enum Allocation { WinnerTakeAll, Proportional }

/// <summary>Which ballot counts when somebody casts more than one.</summary>
public enum BallotKept { Last, First }

/// <summary>Who is on the roll.</summary>
public enum RollRule { GoodStanding, AffectedGoodStanding, CurrentMembers, StandingWaived, EntitledToVote, AllEmployees }

/// <summary>Whether a rejection settles the matter, or a board may still sign unless members also voted to strike.</summary>
public enum RejectionRule { Final, BoardMaySign }

/// <summary>Whether an additional share is required always, or only if a fact holds that no table of counts tells.</summary>
public enum AdditionalApplies { Always, OnlyIf }

/// <summary>The settings of a rule set that a source may leave open, so that a preset had to assume them.</summary>
public enum RuleField
{
    Roll,
    BallotKept,
    UnitShare,
    UnitBase,
    UnitTie,
    UnitNoBallots,
    AggregateShare,
    AggregateBase,
    AggregateTie,
    TurnoutBelowTie,
}
