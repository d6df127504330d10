using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Trustees.Decryptions;

internal sealed record TrusteeAttested(string Vote, string Uuid, int Owner) : AuditEvent;

internal sealed record TrusteeSawSomethingElse(string Vote, string Uuid, int Owner) : AuditEvent;

/// <summary>Takes a trustee's word on what it saw of one unit. Stored once; then the journal's entry. May run twice.</summary>
internal sealed class ReceiveAttestation(RatifyVoteDb db, VoteQueries votes, SealedTallies tallies, Journal journal, TimeProvider clock)
{
    public async Task<DecryptionAnswer> RunAsync(string voteId, string uuid, Guid accountId, Attestation attestation, CancellationToken ct)
    {
        TrusteeSeat? seat = (await votes.TrusteesAsync(voteId, ct)).FirstOrDefault(one => one.Account == accountId);
        if (seat is null || seat.Owner != attestation.Owner || await votes.UnitAsync(uuid, ct) is not { } unit || unit.Vote != voteId)
        {
            return DecryptionAnswer.NotFound;
        }

        if (await tallies.FindAsync(uuid, ct) is not { } tally)
        {
            return DecryptionAnswer.WrongState;
        }

        if (attestation.Verify(Group.Ed25519, tally.CertKey(seat.Owner), uuid) is not ProofFinding.Valid)
        {
            return DecryptionAnswer.AttestationWrong;
        }

        if (attestation.Content != tally.Content)
        {
            // A trustee who was shown another board has signed the proof of it: that is for everybody to see.
            AuditTrail.Append(db, clock.GetUtcNow(), new Actor.Person(accountId), new TrusteeSawSomethingElse(voteId, uuid, seat.Owner));
            await db.SaveChangesAsync(ct);
            return DecryptionAnswer.AttestationWrong;
        }

        if (!await db.Set<AttestationRow>().AnyAsync(row => row.Uuid == uuid && row.Owner == seat.Owner, ct))
        {
            db.Add(new AttestationRow { Uuid = uuid, Owner = seat.Owner, Record = new AttestationsFile([attestation]).Write() });
            AuditTrail.Append(db, clock.GetUtcNow(), new Actor.Person(accountId), new TrusteeAttested(voteId, uuid, seat.Owner));
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException)
            {
                // The same trustee in two windows: one of the two equal attestations is enough.
                db.ChangeTracker.Clear();
            }
        }

        await journal.AppendOnceAsync(voteId, $"{uuid}|{seat.Owner}", new JournalData.Attested(uuid, seat.Owner), ct);
        return DecryptionAnswer.Taken;
    }
}
