namespace RatifyVote.Web.Roster.Pages;

internal static class Days
{
    /// <summary>Today in UTC: memberships and standings are whole days, and one zone decides them.</summary>
    public static DateOnly Today(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
