using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Trustees.Decryptions;

internal sealed record TrusteeDecrypted(string Vote, string Uuid, int Owner) : AuditEvent;

/// <summary>Takes a partial decryption: both proofs of every slot verified before anything is stored, because the archive cannot be mended. Stored once,
/// so a trustee who comes again after a crash changes nothing; board and journal follow and are made up for by <see cref="FinishDecryptions"/>.</summary>
internal sealed class ReceiveDecryption(RatifyVoteDb db, VoteQueries votes, SealedTallies tallies, FinishDecryptions finish, TimeProvider clock)
{
    public async Task<DecryptionAnswer> RunAsync(string voteId, string uuid, Guid accountId, int owner, PartialDecryption decryption, OwnedSecondProofs second, CancellationToken ct)
    {
        TrusteeSeat? seat = (await votes.TrusteesAsync(voteId, ct)).FirstOrDefault(one => one.Account == accountId);
        if (seat is null || seat.Owner != owner || second.Owner != owner || await votes.UnitAsync(uuid, ct) is not { } unit || unit.Vote != voteId)
        {
            return DecryptionAnswer.NotFound;
        }

        if (await votes.FindAsync(voteId, ct) is not { } vote || !vote.Phase.Permits(VoteAction.Decrypt) || await tallies.FindAsync(uuid, ct) is not { } tally)
        {
            return DecryptionAnswer.WrongState;
        }

        List<int> attested = await db.Set<AttestationRow>().Where(row => row.Uuid == uuid).Select(row => row.Owner).ToListAsync(ct);
        if (attested.Count < tally.Threshold || !attested.Contains(owner))
        {
            return DecryptionAnswer.AttestationsMissing;
        }

        if (tally.Opening.Verify(owner, decryption, out VerifiedDecryption? verified) is not DecryptionFinding.Valid
            || tally.Opening.VerifySecond(verified!, second) is not DecryptionFinding.Valid)
        {
            return DecryptionAnswer.DecryptionWrong;
        }

        if (!await db.Set<DecryptionShareRow>().AnyAsync(row => row.Uuid == uuid && row.Owner == owner, ct))
        {
            db.Add(new DecryptionShareRow { Uuid = uuid, Owner = owner, PartialDecryption = decryption.Write(), SecondProofs = second.Write() });
            AuditTrail.Append(db, clock.GetUtcNow(), new Actor.Person(accountId), new TrusteeDecrypted(voteId, uuid, owner));
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException)
            {
                db.ChangeTracker.Clear();
            }
        }

        await finish.RunAsync(uuid, ct);
        return DecryptionAnswer.Taken;
    }
}
