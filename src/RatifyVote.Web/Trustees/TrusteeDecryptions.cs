using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Decryptions;
using RatifyVote.Web.Trustees.Storage;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Trustees;

/// <summary>The face of attestation and decryption for the count.</summary>
internal sealed class TrusteeDecryptions(RatifyVoteDb db, Journal journal, FinishDecryptions finish, SealedTallies tallies)
{
    /// <summary>The result of a unit once t trustees have decrypted it; null before. The same call always gives the same result.</summary>
    public async Task<ElectionResult?> OpenAsync(string uuid, CancellationToken ct)
    {
        await finish.RunAsync(uuid, ct);
        if (await tallies.FindAsync(uuid, ct) is not { } tally)
        {
            return null;
        }

        List<VerifiedDecryption> decryptions = [];
        foreach (DecryptionShareRow share in await OnBoardAsync(tally.Unit.Vote, uuid, ct))
        {
            if (!PartialDecryption.TryParse(share.PartialDecryption, out PartialDecryption? decryption, out _)
                || tally.Opening.Verify(share.Owner, decryption, out VerifiedDecryption? verified) is not DecryptionFinding.Valid)
            {
                throw new InvalidDataException($"The stored decryption of trustee {share.Owner} for unit {uuid} is damaged.");
            }

            decryptions.Add(verified!);
        }

        if (!tally.Opening.Suffices(decryptions))
        {
            return null;
        }

        return tally.Opening.Open(decryptions, out ElectionResult? result) is ResultFinding.Valid
            ? result
            : throw new InvalidDataException($"The decrypted tally of unit {uuid} is no possible count.");
    }

    /// <summary>The file attestations/&lt;uuid&gt;.json.</summary>
    public async Task<AttestationsFile> AttestationsAsync(string uuid, CancellationToken ct) => new(
    [
        .. (await db.Set<AttestationRow>().AsNoTracking().Where(row => row.Uuid == uuid).OrderBy(row => row.Owner).Select(row => row.Record).ToListAsync(ct))
            .SelectMany(record => AttestationsFile.TryParse(record, out AttestationsFile? file, out _) ? file.Attestations
                : throw new InvalidDataException($"A stored attestation for unit {uuid} is damaged.")),
    ]);

    /// <summary>The file proofs2/&lt;uuid&gt;.json: of those whose decryption is on the board.</summary>
    public async Task<SecondProofs> SecondProofsAsync(string voteId, string uuid, CancellationToken ct) => new(
    [
        .. (await OnBoardAsync(voteId, uuid, ct)).OrderBy(share => share.Owner).Select(share => OwnedSecondProofs.TryParse(share.SecondProofs, out OwnedSecondProofs? second, out _)
            ? second : throw new InvalidDataException($"The stored second proofs of trustee {share.Owner} for unit {uuid} are damaged.")),
    ]);

    private async Task<List<DecryptionShareRow>> OnBoardAsync(string voteId, string uuid, CancellationToken ct)
    {
        List<int> owners = [.. (await journal.LinesAsync(voteId, ct)).Select(line => line.Entry.Data).OfType<JournalData.Decrypted>().Where(data => data.Uuid == uuid).Select(data => data.Owner)];
        return await db.Set<DecryptionShareRow>().AsNoTracking().Where(row => row.Uuid == uuid && owners.Contains(row.Owner)).ToListAsync(ct);
    }
}
