using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Trustees.Ceremonies;

/// <summary>The codes with which a trustee's browser stops a ceremony.</summary>
internal enum AbortReason
{
    CertNotReadable, CertWrongContext, CertBadSignature, KeyNotInGroup, KeyRepeated, CoefexpsWrong, CoefexpsNotCommitted, SignatureWrong,
    CertsChanged, SecretUnreadable, SecretWrongRecipient, SecretWrong, PublicKeyWrong, RecordWrong,
}

/// <summary>A trustee stops the ceremony because of a bad message. The first one to say so is kept.</summary>
internal sealed class AbortCeremony(RatifyVoteDb db, TimeProvider clock)
{
    public async Task<CeremonyAnswer> RunAsync(string voteId, Guid accountId, int? offender, AbortReason reason, CancellationToken ct)
    {
        if (await OneCeremony.ReadAsync(db, voteId, ct) is not { } ceremony || ceremony.SeatOf(accountId) is not { } seat)
        {
            return CeremonyAnswer.No(IslandRefusal.NotFound);
        }

        if (ceremony.Round is CeremonyRound.Ready)
        {
            return CeremonyAnswer.No(IslandRefusal.WrongState);
        }

        if (ceremony.Row.AbortedBy is null)
        {
            (ceremony.Row.AbortedBy, ceremony.Row.AbortedOffender, ceremony.Row.AbortedReason) = (seat.Place, offender, reason.ToString());
            AuditTrail.Append(db, clock.GetUtcNow(), new Actor.Person(accountId), new CeremonyAborted(voteId, seat.Place, offender, reason.ToString()));
            await db.SaveChangesAsync(ct);
        }

        return CeremonyAnswer.Done;
    }
}
