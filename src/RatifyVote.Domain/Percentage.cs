using System.Globalization;

namespace RatifyVote.Domain;

/// <summary>What a percentage is a share of. Every percentage that is shown names it.</summary>
public enum PercentageBase { ValidBallots, BallotsCast, EligibleMembers, DelegateVotes, Units }

/// <summary>A percentage for display, rounded half up to one decimal in whole numbers. It decides nothing: rules compare
/// counts (<see cref="Rules.RequiredShare"/>).</summary>
public readonly record struct Percentage
{
    /// <param name="part">0 to <paramref name="whole"/>.</param>
    /// <param name="whole">0 to 10^14; of nothing there is no percentage.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is negative or above the whole, or the whole too large.</exception>
    public Percentage(long part, long whole, PercentageBase of)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, whole);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(whole, 100_000_000_000_000);
        Of = of;
        Tenths = whole == 0 ? null : (int)((part * 2_000 + whole) / (2 * whole));
    }

    public PercentageBase Of { get; }

    /// <summary>Tenths of a percent, 0 to 1,000; null when the base is empty.</summary>
    public int? Tenths { get; }

    /// <summary>"49.6% of valid ballots"; "no valid ballots" when the base is empty.</summary>
    public override string ToString() => Tenths is { } tenths
        ? string.Create(CultureInfo.InvariantCulture, $"{tenths / 10}.{tenths % 10}% of {BaseInWords(Of)}")
        : "no " + BaseInWords(Of);

    private static string BaseInWords(PercentageBase of) => of switch
    {
        PercentageBase.ValidBallots => "valid ballots",
        PercentageBase.BallotsCast => "ballots cast",
        PercentageBase.EligibleMembers => "eligible members",
        PercentageBase.DelegateVotes => "delegate votes",
        PercentageBase.Units => "units",
    };
}
