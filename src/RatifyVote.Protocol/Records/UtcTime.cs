using System.Globalization;

namespace RatifyVote.Protocol.Records;

/// <summary>A time as it stands in records: UTC, whole seconds, <c>2026-11-25T18:00:00Z</c>.</summary>
public static class UtcTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Fractions of a second are dropped: records never claim more.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Exactly the form above, or false.</summary>
    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time) && Format(time) == text;

    /// <summary>The time without its fraction, as a record will say it.</summary>
    public static DateTimeOffset ToWholeSeconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
