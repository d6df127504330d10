using System.Globalization;

namespace RatifyVote.Domain;

/// <summary>The number a local is chartered under, such as 600: 1 to 99,999.</summary>
public readonly record struct LocalNumber : IComparable<LocalNumber>
{
    public const int Largest = 99_999;

    /// <exception cref="ArgumentOutOfRangeException">The number is not 1 to 99,999.</exception>
    public LocalNumber(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Largest);
        Value = value;
    }

    public int Value { get; }

    /// <summary>Reads canonical text: digits only, no sign, no leading zero.</summary>
    public static bool TryParse(string? text, out LocalNumber local)
    {
        local = default;
        if (text is null || text.Length is 0 or > 5 || text[0] == '0' || !text.All(char.IsAsciiDigit)) return false;
        local = new LocalNumber(int.Parse(text, CultureInfo.InvariantCulture));
        return true;
    }

    public int CompareTo(LocalNumber other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
