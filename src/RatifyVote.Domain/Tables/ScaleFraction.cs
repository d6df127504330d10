using System.Globalization;

namespace RatifyVote.Domain.Tables;

/// <summary>By how much a table is made smaller or larger, as an exact fraction above 0 and at most 100.</summary>
public readonly record struct ScaleFraction
{
    private static readonly int[] TenTo = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
    private readonly int numerator;
    private readonly int denominator;

    /// <exception cref="ArgumentOutOfRangeException">Not above 0 and at most 100, or a part above a million.</exception>
    public ScaleFraction(int numerator, int denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(denominator, 1_000_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(numerator, 100L * denominator);
        (this.numerator, this.denominator) = (numerator, denominator);
    }

    public int Numerator => denominator == 0 ? 1 : numerator;
    public int Denominator => denominator == 0 ? 1 : denominator;

    /// <summary>Reads "1", "0.01", "12.5": digits with at most six decimals.</summary>
    public static bool TryParse(string? text, out ScaleFraction scale)
    {
        scale = default;
        string[] parts = (text ?? "").Split('.');
        if (parts.Length > 2 || parts.Any(p => p.Length is 0 or > 6 || !p.All(char.IsAsciiDigit))) return false;
        int denominator = parts.Length == 1 ? 1 : TenTo[parts[1].Length];
        long numerator = long.Parse(string.Concat(parts), CultureInfo.InvariantCulture);
        if (numerator < 1 || numerator > 100L * denominator) return false;
        scale = new ScaleFraction((int)numerator, denominator);
        return true;
    }

    /// <summary>The nearest whole number, a half rounded up.</summary>
    public long Of(long count) => checked(2 * count * Numerator + Denominator) / (2L * Denominator);
}
