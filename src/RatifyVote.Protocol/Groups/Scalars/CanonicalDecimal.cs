using System.Globalization;
using System.Numerics;

namespace RatifyVote.Protocol.Groups.Scalars;

/// <summary>Decimal text with one form per number: no sign, no blank, no leading zero ("0" itself excepted), ASCII digits only.</summary>
internal static class CanonicalDecimal
{
    public static bool IsCanonical(ReadOnlySpan<char> text, int maximalDigits) =>
        text.Length >= 1 && text.Length <= maximalDigits && (text[0] != '0' || text.Length == 1)
        && !text.ContainsAnyExceptInRange('0', '9');

    public static bool TryParse(ReadOnlySpan<char> text, int maximalDigits, out BigInteger value)
    {
        value = BigInteger.Zero;
        return IsCanonical(text, maximalDigits)
            && BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
