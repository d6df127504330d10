using System.Globalization;

namespace RatifyVote.Web.Votes.Pages.Prepare;

/// <summary>A moment as an officer types it: wall clock and zone.</summary>
internal static class WallClock
{
    private const string Form = "yyyy-MM-dd'T'HH:mm";

    // Browsers leave the seconds out; who types them (a practice vote of a minute) is understood.
    private static readonly string[] Understood = [Form, Form + ":ss"];

    /// <summary>Browsers send seconds where the field's step asks for them; a practice vote may be that short.</summary>
    private static readonly string[] Forms = [Form, "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>The zones members live in; the first is the one a new draft starts from.</summary>
    public static IReadOnlyList<string> Zones { get; } =
    [
        "America/Los_Angeles", "America/Denver", "America/Phoenix", "America/Chicago", "America/New_York", "America/Halifax", "America/St_Johns",
        "America/Anchorage", "Pacific/Honolulu", "America/Vancouver", "America/Edmonton", "America/Winnipeg", "America/Toronto", "America/Puerto_Rico", "UTC",
    ];

    /// <summary>False for bad text, an unlisted zone, or a wall clock that the change to summer time leaves out.</summary>
    public static bool TryRead(string? text, string? zone, out DateTimeOffset at)
    {
        at = default;
        if (!Zones.Contains(zone ?? "") || !DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime wall))
        {
            return false;
        }
        TimeZoneInfo place = TimeZoneInfo.FindSystemTimeZoneById(zone!);
        if (place.IsInvalidTime(wall))
        {
            return false;
        }
        at = new DateTimeOffset(wall, place.GetUtcOffset(wall)).ToUniversalTime();
        return true;
    }

    public static string Write(DateTimeOffset at, string zone) =>
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString(Form, CultureInfo.InvariantCulture);
}
