using RatifyVote.Web.Booth.Boards;

namespace RatifyVote.Web.Booth;

/// <summary>The files of a unit as the count and the publication need them: the whole board, whatever of it is public yet.</summary>
internal sealed class BoardArchives(BoardFile archive, BoardFiles files)
{
    /// <summary>Streams the archive up to the board's last event.</summary>
    /// <exception cref="InvalidOperationException">There is no such unit.</exception>
    public async Task WriteAsync(string uuid, Stream destination, CancellationToken ct)
    {
        BoardExtent extent = await archive.FindWholeAsync(uuid, ct) ?? throw new InvalidOperationException($"There is no unit {uuid}.");
        await archive.WriteAsync(extent, destination, ct);
    }

    /// <summary>leaves/&lt;uuid&gt;.json, null where there is no such unit.</summary>
    public Task<byte[]?> LeavesAsync(string uuid, CancellationToken ct) => files.LeavesAsync(uuid, ct);

    /// <summary>openings/&lt;uuid&gt;.json, null before the sign-off.</summary>
    public Task<byte[]?> OpeningsAsync(string uuid, CancellationToken ct) => files.OpeningsAsync(uuid, ct);
}
