using System.Globalization;

namespace RatifyVote.Domain;

/// <summary>Text that is written the same way by every JSON writer and shown the same way by every screen: printable
/// characters of the basic plane, single blanks inside, no quotation mark and no backslash.</summary>
internal static class PlainText
{
    public static bool Is(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && text[0] != ' ' && text[^1] != ' '
        && !text.Contains("  ", StringComparison.Ordinal) && text.All(Prints);

    private static bool Prints(char c) => c is not ('"' or '\\') && (c == ' ' || char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator));
}
