using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Certification.Certifying;
using RatifyVote.Web.Certification.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Certification.Publishing;

/// <summary>Publishes a certified vote when its protest window is over: the journal's entry, the boards to their last event, then folder and zip. May run
/// twice: the files are written beside and moved into place whole.</summary>
internal sealed class PublishVote(RatifyVoteDb db, VoteQueries votes, Certificates certificates, SignResult signResult, VoteFiles files, Board board, Journal journal, PublicationFolder place, TimeProvider clock)
{
    /// <summary>False while the protest window runs.</summary>
    public async Task<bool> RunAsync(string voteId, CancellationToken ct)
    {
        VoteSettings settings = (await votes.SettingsAsync(voteId, ct))!;
        if (await certificates.LastAtAsync(voteId, ct) is not { } certified || clock.GetUtcNow() < certified.AddHours(settings.ProtestHours))
        {
            return false;
        }

        RecordHash result = RecordHash.Of(await db.Set<ResultRow>().AsNoTracking().Where(row => row.VoteId == voteId).Select(row => row.Record).SingleAsync(ct));
        await signResult.JournalAsync(voteId, result, ct);
        await journal.AppendOnceAsync(voteId, "", new JournalData.Published(result), ct);
        Failpoint.Hit("publish.after-journal");
        await board.RevealResultAsync(voteId, ct);

        string folder = place.FolderOf(voteId), beside = folder + ".new";
        if (Directory.Exists(beside))
        {
            Directory.Delete(beside, recursive: true);
        }

        Directory.CreateDirectory(beside);
        await files.WriteAsync(voteId, beside, ct);
        File.Delete(place.ZipOf(voteId) + ".new");
        await ZipFile.CreateFromDirectoryAsync(beside, place.ZipOf(voteId) + ".new", CompressionLevel.Optimal, includeBaseDirectory: false, ct);
        Failpoint.Hit("publish.before-move");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.Move(beside, folder);
        File.Move(place.ZipOf(voteId) + ".new", place.ZipOf(voteId), overwrite: true);
        return true;
    }
}
