using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Verifier.Results;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Certification.Publishing;
using RatifyVote.Web.Certification.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Certification.Counting;

internal sealed record ResultStored(string Vote, string Result) : AuditEvent;

/// <summary>Once t trustees have decrypted every unit: the Result event of each board, then result.json, worked out from the boards by the same code
/// that verifies it. Stored once with the evidence it names; then the journal's entry. May run twice.</summary>
internal sealed class ComputeResult(RatifyVoteDb db, VoteQueries votes, Board board, BoardExports exports, TrusteeDecryptions decryptions, Journal journal, TimeProvider clock)
{
    /// <summary>False while a unit waits for its trustees.</summary>
    public async Task<bool> RunAsync(string voteId, CancellationToken ct)
    {
        byte[]? record = await db.Set<ResultRow>().AsNoTracking().Where(row => row.VoteId == voteId).Select(row => row.Record).SingleOrDefaultAsync(ct);
        record ??= await ComputeAsync(voteId, ct);
        if (record is null)
        {
            return false;
        }

        await journal.AppendOnceAsync(voteId, "", new JournalData.ResultComputed(RecordHash.Of(record)), ct);
        return true;
    }

    private async Task<byte[]?> ComputeAsync(string voteId, CancellationToken ct)
    {
        IReadOnlyList<UnitSummary> units = await votes.UnitsAsync(voteId, ct);
        foreach (UnitSummary unit in units)
        {
            if (await decryptions.OpenAsync(unit.Uuid, ct) is not { } opened)
            {
                return null;
            }

            await board.AppendResultAsync(unit.Uuid, opened.Write(), ct);
        }

        byte[] terms = (await votes.TermsAsync(voteId, ct))!, vote = (await votes.VoteRecordAsync(voteId, ct))!;
        if (!Terms.TryParse(terms, out Terms? sealedTerms, out _))
        {
            throw new InvalidDataException($"The terms of vote {voteId} cannot be read.");
        }

        List<ResultEvidenceRow> evidence = [];
        List<ResultUnit> results = [];
        IReadOnlyList<JournalLine> lines = await journal.LinesAsync(voteId, ct);
        foreach (UnitSummary unit in units)
        {
            ResultEvidenceRow kept = new()
            {
                Uuid = unit.Uuid,
                VoteId = voteId,
                Attestations = (await decryptions.AttestationsAsync(unit.Uuid, ct)).Write(),
                SecondProofs = (await decryptions.SecondProofsAsync(voteId, unit.Uuid, ct)).Write(),
            };
            evidence.Add(kept);
            results.Add(await UnitAsync(unit, kept, lines, ct));
        }

        ImmutableArray<ContestOutcome> outcomes = [.. sealedTerms.Contests.Select(contest =>
            ContestOutcomes.Decide(contest, [.. results.Where(unit => unit.Contest == contest.Id).Select(unit => unit.Sheet)])
            ?? throw new InvalidDataException($"The counts of contest {contest.Id} are impossible under its rules."))];
        byte[] record = new ResultRecord(voteId, RecordHash.Of(terms), RecordHash.Of(vote), [.. results], outcomes).Write();
        return await StoreAsync(voteId, record, evidence, ct);
    }

    private async Task<ResultUnit> UnitAsync(UnitSummary unit, ResultEvidenceRow kept, IReadOnlyList<JournalLine> lines, CancellationToken ct)
    {
        await using Stream archive = await exports.ToTemporaryFileAsync(unit.Uuid, ct);
        VerifiedBoard verified = BoardVerification.Run(archive, new BoardVerificationOptions { Vote = unit.Vote }, unit.Uuid).Board;
        SignedOffUnit signedOff = lines.Select(line => line.Entry.Data).OfType<JournalData.SignedOff>().SelectMany(data => data.Units).Single(one => one.Uuid == unit.Uuid);
        int sparesUsed = lines.Count(line => line.Entry.Data is JournalData.RollAddition added && added.Uuid == unit.Uuid);
        int removed = lines.Count(line => line.Entry.Data is JournalData.Removed taken && taken.Uuid == unit.Uuid);
        UnitSheet sheet = UnitSheets.Of(verified, sparesUsed, removed) ?? throw new InvalidDataException($"The board of unit {unit.Uuid} gives no sheet.");
        return new ResultUnit(unit.Contest, unit.Key.ToString(), unit.Uuid, verified.EventHashes[^1], RecordHash.Of(kept.SecondProofs),
            signedOff.Root, signedOff.Openings, RecordHash.Of(kept.Attestations), sheet);
    }

    private async Task<byte[]> StoreAsync(string voteId, byte[] record, List<ResultEvidenceRow> evidence, CancellationToken ct)
    {
        db.Add(new ResultRow { VoteId = voteId, Record = record });
        db.AddRange(evidence);
        AuditTrail.Append(db, clock.GetUtcNow(), Actor.Scheduler, new ResultStored(voteId, RecordHash.Of(record).ToHex()));
        try
        {
            await db.SaveChangesAsync(ct);
            return record;
        }
        catch (DbUpdateException)
        {
            // Another node computed it at the same moment; the stored one counts.
            db.ChangeTracker.Clear();
            return await db.Set<ResultRow>().AsNoTracking().Where(row => row.VoteId == voteId).Select(row => row.Record).SingleAsync(ct);
        }
    }
}
