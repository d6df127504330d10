using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Trustees.Ceremonies;

/// <summary>A ceremony read for work on it: the rows tracked, the messages parsed.</summary>
internal sealed class OneCeremony
{
    private OneCeremony(CeremonyRow row, List<SeatRow> seats)
    {
        Row = row;
        Seats = seats;
        Rules = new KeyCeremony(Group.Ed25519, row.Size, row.Threshold, row.VoteId);
        Round = Ceremonies.Round.Of(row, seats);
    }

    public CeremonyRow Row { get; }
    public List<SeatRow> Seats { get; }
    public KeyCeremony Rules { get; }
    public CeremonyRound Round { get; }

    public static async Task<OneCeremony?> ReadAsync(RatifyVoteDb db, string voteId, CancellationToken ct) =>
        await db.Set<CeremonyRow>().SingleOrDefaultAsync(row => row.VoteId == voteId, ct) is { } row
            ? new(row, await db.Set<SeatRow>().Where(seat => seat.VoteId == voteId).OrderBy(seat => seat.Place).ToListAsync(ct))
            : null;

    /// <summary>False when the draft has named other trustees, or another threshold, since the ceremony began.</summary>
    public bool IsOf(IReadOnlyList<TrusteeSeat> named, int threshold) =>
        Row.Threshold == threshold && Seats.Select(seat => (seat.Place, seat.AccountId)).SequenceEqual(named.Select(seat => (seat.Owner, seat.Account)));

    public SeatRow? SeatOf(Guid accountId) => Seats.Find(seat => seat.AccountId == accountId);

    /// <summary>Valid once every certificate is stored; what was stored was verified.</summary>
    public ImmutableArray<SignedMessage> Certs => [.. Seats.Select(seat => Stored(seat.Cert, SignedMessage.TryParse(seat.Cert, out SignedMessage? cert, out _), cert))];

    public ImmutableArray<PolynomialMessage> Polynomials =>
        [.. Seats.Select(seat => Stored(seat.Polynomial, PolynomialMessage.TryParse(seat.Polynomial, out PolynomialMessage? message, out _), message))];

    public ImmutableArray<VerificationOutput> Outputs =>
        [.. Seats.Select(seat => Stored(seat.Output, VerificationOutput.TryParse(seat.Output, out VerificationOutput? output, out _), output))];

    private static T Stored<T>(byte[]? bytes, bool readable, T? value) where T : class =>
        bytes is not null && readable ? value! : throw new InvalidOperationException("A ceremony message that was accepted cannot be read again.");
}
