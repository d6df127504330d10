using System.Globalization;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Credentials;

/// <summary>One entry of the public list: ser(C) and the weight its ballot counts with (1 where none is written).
/// Membership of C is judged by <see cref="PublicCredentials.Verify"/>.</summary>
public readonly record struct PublicCredential(string Text, long Weight)
{
    internal static bool TryParse(string entry, out PublicCredential credential, out bool weighted)
    {
        credential = default;
        int comma = entry.IndexOf(',', StringComparison.Ordinal);
        weighted = comma >= 0;
        string text = weighted ? entry[..comma] : entry;
        if (!RecordReader.IsElementText(text)) return false;
        long weight = 1;
        if (weighted)
        {
            ReadOnlySpan<char> digits = entry.AsSpan(comma + 1);
            if (!RecordReader.IsCanonicalDecimal(digits)
                || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out weight)) return false;
        }

        credential = new PublicCredential(text, weight);
        return true;
    }

    /// <summary>Order by value as an integer. Both canonical forms (decimal; hex of fixed length) order by length, then by digit.</summary>
    internal static int CompareByValue(PublicCredential a, PublicCredential b)
    {
        int byLength = a.Text.Length.CompareTo(b.Text.Length);
        return byLength != 0 ? byLength : string.CompareOrdinal(a.Text, b.Text);
    }
}
