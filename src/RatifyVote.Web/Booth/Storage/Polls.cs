namespace RatifyVote.Web.Booth.Storage;

/// <summary>Whether a unit takes ballots and hands out credentials: its state and the time, both read under the unit's lock where it decides.</summary>
internal static class Polls
{
    /// <summary>Null while the polls are open: from the opening instant up to, not including, the closing instant.</summary>
    public static CastRefusal? WhyShut(BoxUnit unit, DateTimeOffset now) => unit.State switch
    {
        UnitState.SetUp => CastRefusal.PollsNotOpen,
        UnitState.Open => now < unit.OpensAt ? CastRefusal.PollsNotOpen : now >= unit.ClosesAt ? CastRefusal.PollsClosed : null,
        UnitState.Closing or UnitState.Ended or UnitState.Tallied or UnitState.SignedOff or UnitState.Voided => CastRefusal.PollsClosed,
    };
}
