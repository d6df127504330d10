using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Checks;
using RatifyVote.Verifier;
using RatifyVote.Verifier.Published;
using RatifyVote.Verifier.Reports;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Certification.Publishing;
using RatifyVote.Web.Certification.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Certification.Counting;

internal sealed record ResultChecked(string Vote, bool Verified, int Checks) : AuditEvent;

/// <summary>The gate before certification: the files as they would be published go through the whole verifier. Nothing passes that it does not verify.</summary>
internal sealed class RunChecks(RatifyVoteDb db, VoteFiles files, TimeProvider clock)
{
    /// <summary>True when every check passed. A run that failed is repeated on the next call, since what failed may have been the reading.</summary>
    public async Task<bool> RunAsync(string voteId, CancellationToken ct)
    {
        if (await db.Set<CheckRunRow>().AsNoTracking().SingleOrDefaultAsync(row => row.VoteId == voteId, ct) is { Verified: true })
        {
            return true;
        }

        string folder = Directory.CreateTempSubdirectory("ratifyvote-checks").FullName;
        try
        {
            await files.WriteAsync(voteId, folder, ct);
            using PublishedVote published = PublishedVote.Open(folder);
            VerificationReport report = VoteVerification.Run(published, VoteStage.BeforeCertification);
            await StoreAsync(voteId, report, ct);
            return report.Verified;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task StoreAsync(string voteId, VerificationReport report, CancellationToken ct)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await db.Set<CheckRunRow>().Where(row => row.VoteId == voteId && !row.Verified).ExecuteDeleteAsync(ct);
        db.Add(new CheckRunRow
        {
            VoteId = voteId,
            Verified = report.Verified,
            LastLine = report.LastLine,
            Problems = string.Join('\n', report.Results.Where(result => result.Finding is not Finding.Passed).Take(50).Select(result => $"{result.Check.Id} {result.Subject} {result.Words}")),
            Checks = report.Results.Count,
            At = now,
        });
        AuditTrail.Append(db, now, Actor.Scheduler, new ResultChecked(voteId, report.Verified, report.Results.Count));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Another node ran the same checks at the same moment.
            db.ChangeTracker.Clear();
        }
    }
}
