using RatifyVote.Web.Trustees.Storage;

namespace RatifyVote.Web.Trustees.Ceremonies;

/// <summary>The round follows from what is stored; it is stored nowhere itself, so it cannot disagree.</summary>
internal static class Round
{
    public static CeremonyRound Of(CeremonyRow ceremony, IReadOnlyCollection<SeatRow> seats) =>
        seats.Count < ceremony.Size || seats.Any(seat => !seat.Accepted) ? CeremonyRound.Invited
        : seats.Any(seat => seat.Cert is null) ? CeremonyRound.Certs
        : seats.Any(seat => seat.Polynomial is null) ? CeremonyRound.Polynomials
        : ceremony.TrusteesRecord is null ? CeremonyRound.Keys
        : seats.Any(seat => seat.KeyCheckedAt is null) ? CeremonyRound.Checked
        : CeremonyRound.Ready;

    /// <summary>Has this trustee done what the round asks of it?</summary>
    public static bool Done(SeatRow seat, CeremonyRound round) => round switch
    {
        CeremonyRound.Invited => seat.Accepted,
        CeremonyRound.Certs => seat.Cert is not null,
        CeremonyRound.Polynomials => seat.Polynomial is not null,
        CeremonyRound.Keys => seat.Output is not null,
        CeremonyRound.Checked => seat.KeyCheckedAt is not null,
        CeremonyRound.Ready => true,
    };

    /// <summary>The round's name in the islands' contract.</summary>
    public static string Name(this CeremonyRound round) => round switch
    {
        CeremonyRound.Invited => "invited",
        CeremonyRound.Certs => "certs",
        CeremonyRound.Polynomials => "polynomials",
        CeremonyRound.Keys => "keys",
        CeremonyRound.Checked => "checked",
        CeremonyRound.Ready => "ready",
    };
}
