namespace RatifyVote.Domain.Rosters;

/// <summary>E-mail addresses as a roster takes them: plain ASCII, no quoting, no address literal. Ref: RFC 5321, 4.1.2
/// (Dot-string and Domain), lengths of 4.5.3.1.</summary>
public static class EmailAddress
{
    private const string Signs = "!#$%&'*+/=?^_`{|}~-";

    public static bool IsOne(string text)
    {
        if (text.Length > 254) return false;
        int at = text.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > 64) return false;
        string[] mailbox = text[..at].Split('.');
        string[] domain = text[(at + 1)..].Split('.');
        return mailbox.All(atom => atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || Signs.Contains(c)))
            && domain.Length >= 2 && domain.All(IsLabel) && !domain[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) => label.Length is >= 1 and <= 63 && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
