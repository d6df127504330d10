using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Certification.Certifying;
using RatifyVote.Web.Certification.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Certification.Publishing;

/// <summary>Writes the files of a published vote into a folder (SPEC, section 6). The same rows always give the same files.</summary>
internal sealed class VoteFiles(RatifyVoteDb db, VoteQueries votes, Journal journal, BoardArchives archives, Certificates certificates)
{
    /// <exception cref="InvalidOperationException">The vote has no result yet.</exception>
    public async Task WriteAsync(string voteId, string folder, CancellationToken ct)
    {
        byte[] result = await db.Set<ResultRow>().AsNoTracking().Where(row => row.VoteId == voteId).Select(row => row.Record).SingleOrDefaultAsync(ct)
            ?? throw new InvalidOperationException($"Vote {voteId} has no result yet.");
        byte[] terms = (await votes.TermsAsync(voteId, ct))!;
        if (!Terms.TryParse(terms, out Terms? sealedTerms, out _))
        {
            throw new InvalidDataException($"The terms of vote {voteId} cannot be read.");
        }

        foreach (string part in new[] { "leaves", "openings", "attestations", "proofs2" })
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        await Put("terms.json", terms);
        await Put("vote.json", (await votes.VoteRecordAsync(voteId, ct))!);
        await Put("journal.jsonl", await journal.FileAsync(voteId, ct));
        await Put("result.json", result);
        await Put("certificates.json", (await certificates.FileAsync(voteId, ct)).Write());
        await Put("dossiers.json", new DossiersFile([.. sealedTerms.Units.Select(unit => new DossierEntry(unit.Unit.Unit, unit.Unit.DossierHash))]).Write());
        await Put("README.txt", System.Text.Encoding.UTF8.GetBytes(HowToVerify.Text(sealedTerms)));
        foreach (ResultEvidenceRow evidence in await db.Set<ResultEvidenceRow>().AsNoTracking().Where(row => row.VoteId == voteId).ToListAsync(ct))
        {
            string name = evidence.Uuid + ".json";
            await Put(Path.Combine("attestations", name), evidence.Attestations);
            await Put(Path.Combine("proofs2", name), evidence.SecondProofs);
            await Put(Path.Combine("leaves", name), (await archives.LeavesAsync(evidence.Uuid, ct))!);
            await Put(Path.Combine("openings", name), (await archives.OpeningsAsync(evidence.Uuid, ct))!);
            await using FileStream archive = File.Create(Path.Combine(folder, evidence.Uuid + ".bel"));
            await archives.WriteAsync(evidence.Uuid, archive, ct);
        }

        async Task Put(string name, byte[] bytes) => await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes, ct);
    }
}
