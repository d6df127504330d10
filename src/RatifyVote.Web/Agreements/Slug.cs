namespace RatifyVote.Web.Agreements;

/// <summary>The form of a name in addresses and records: 1 to 40 of a-z, 0-9 and single hyphens inside.</summary>
public static class Slug
{
    public static bool Is(string? text) =>
        text is { Length: > 0 and <= 40 } && text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-')
        && text[0] != '-' && text[^1] != '-' && !text.Contains("--", StringComparison.Ordinal);
}
