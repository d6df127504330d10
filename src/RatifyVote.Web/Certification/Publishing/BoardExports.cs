using RatifyVote.Web.Booth;

namespace RatifyVote.Web.Certification.Publishing;

/// <summary>Archives of boards as files that the verifier can seek in.</summary>
internal sealed class BoardExports(BoardArchives archives)
{
    /// <summary>The whole archive in a temporary file, at its first byte; the file goes with the stream.</summary>
    public async Task<Stream> ToTemporaryFileAsync(string uuid, CancellationToken ct)
    {
        FileStream file = new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        await archives.WriteAsync(uuid, file, ct);
        file.Position = 0;
        return file;
    }
}
