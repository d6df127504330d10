using System.Globalization;

namespace RatifyVote.Domain.Rules;

/// <summary>The share of a base that Yes must exceed or reach, as a fraction in lowest terms. Compared by
/// cross-multiplication in whole numbers, never through a percentage. An empty base meets no share.</summary>
public sealed record RequiredShare
{
    /// <summary>Keeps every product inside 64 bits: bases are at most 10^14.</summary>
    public const int LargestDenominator = 10_000;

    private RequiredShare(int numerator, int denominator, bool mustExceed) =>
        (Numerator, Denominator, MustExceed) = (numerator, denominator, mustExceed);

    public int Numerator { get; }
    public int Denominator { get; }

    /// <summary>True: more than the fraction; false: at least the fraction.</summary>
    public bool MustExceed { get; }

    public static RequiredShare MoreThan(int numerator, int denominator) => Require(numerator, denominator, mustExceed: true);

    public static RequiredShare AtLeast(int numerator, int denominator) => Require(numerator, denominator, mustExceed: false);

    /// <summary>False when the fraction is not in lowest terms, not between 0 and 1, or can never be exceeded.</summary>
    public static bool TryCreate(int numerator, int denominator, bool mustExceed, out RequiredShare? share)
    {
        bool possible = denominator is >= 1 and <= LargestDenominator && numerator >= 1
            && (mustExceed ? numerator < denominator : numerator <= denominator)
            && GreatestCommonDivisor(numerator, denominator) == 1;
        share = possible ? new RequiredShare(numerator, denominator, mustExceed) : null;
        return possible;
    }

    /// <summary>True when <paramref name="yes"/> of <paramref name="counted"/> satisfies the share.</summary>
    public bool IsMetBy(long yes, long counted) => counted > 0
        && (MustExceed ? Distance(yes, counted) > 0 : Distance(yes, counted) >= 0);

    /// <summary>True when Yes stands exactly on the fraction: for "more than half", a tie.</summary>
    public bool IsExactlyReachedBy(long yes, long counted) => counted > 0 && Distance(yes, counted) == 0;

    /// <summary>The fewest Yes that satisfy the share. With <paramref name="tieCarries"/> the exact fraction is enough.</summary>
    public long FewestOf(long counted, bool tieCarries)
    {
        long product = checked(counted * Numerator);
        long whole = product / Denominator;
        bool exact = product % Denominator == 0;
        return exact ? (MustExceed && !tieCarries ? whole + 1 : whole) : whole + 1;
    }

    /// <summary>"more than half", "at least 75%", "at least two thirds".</summary>
    public string InWords() => (MustExceed ? "more than " : "at least ") + FractionInWords();

    private string FractionInWords() => (Numerator, Denominator) switch
    {
        (1, 2) => "half",
        (1, 3) => "one third",
        (2, 3) => "two thirds",
        (1, 1) => "all",
        _ when 100 % Denominator == 0 => string.Create(CultureInfo.InvariantCulture, $"{Numerator * (100 / Denominator)}%"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}"),
    };

    private long Distance(long yes, long counted) => checked(yes * Denominator - counted * Numerator);

    private static RequiredShare Require(int numerator, int denominator, bool mustExceed) =>
        TryCreate(numerator, denominator, mustExceed, out RequiredShare? share) ? share!
            : throw new ArgumentException($"{numerator}/{denominator} is no required share.", nameof(numerator));

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
