using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Boards;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Boards;

/// <summary>A board as the archive it is published as: &lt;uuid&gt;.bel, streamed in bounded memory, up to the head it was opened at. Later exports have earlier ones as prefixes.</summary>
internal sealed class BoardFile(BallotBoxDb db)
{
    private const int Together = 500;

    /// <summary>The board as anybody may read it, or null where there is no such unit: before the publication it ends at the encrypted tally, because
    /// partial decryptions are the count.</summary>
    public async Task<BoardExtent?> FindPublicAsync(string uuid, CancellationToken ct)
    {
        if (await db.Set<BoxUnit>().AsNoTracking().SingleOrDefaultAsync(unit => unit.Uuid == uuid, ct) is not { } unit)
        {
            return null;
        }

        int? withheldFrom = unit.ResultPublic ? null : await db.Set<BoardEventRow>().Where(happened => happened.Uuid == uuid && (happened.Type == "PartialDecryption" || happened.Type == "Result"))
            .MinAsync(happened => (int?)happened.Height, ct);
        return await ExtentAsync(unit, (withheldFrom ?? unit.Height + 1) - 1, ct);
    }

    /// <summary>The whole board, for the count; null where there is no such unit.</summary>
    public async Task<BoardExtent?> FindWholeAsync(string uuid, CancellationToken ct) =>
        await db.Set<BoxUnit>().AsNoTracking().SingleOrDefaultAsync(unit => unit.Uuid == uuid, ct) is { } unit ? await ExtentAsync(unit, unit.Height, ct) : null;

    private async Task<BoardExtent> ExtentAsync(BoxUnit unit, int height, CancellationToken ct)
    {
        DateTimeOffset created = DateTimeOffset.FromUnixTimeSeconds(unit.ArchiveTime);
        using MemoryStream header = new();
        ArchiveWriter.Start(header, created);
        byte[] head = await db.Set<BoardEventRow>().Where(row => row.Uuid == unit.Uuid && row.Height == height).Select(row => row.Hash).SingleAsync(ct);
        long events = await db.Set<BoardEventRow>().Where(row => row.Uuid == unit.Uuid && row.Height <= height).SumAsync(row => 512L + ((row.Bytes.Length + 511) / 512 * 512), ct);
        long records = await db.Set<BoardRecordRow>().Where(row => row.Uuid == unit.Uuid && row.Height <= height).SumAsync(row => 512L + ((row.Bytes.Length + 511) / 512 * 512), ct);
        return new BoardExtent(unit.Uuid, height, Convert.ToHexStringLower(head), created, header.Length + events + records);
    }

    /// <summary>Writes the archive of that extent.</summary>
    public async Task WriteAsync(BoardExtent extent, Stream destination, CancellationToken ct)
    {
        using MemoryStream piece = new();
        ArchiveWriter archive = ArchiveWriter.Start(piece, extent.Created);
        for (int from = 0; from <= extent.Height; from += Together)
        {
            int until = Math.Min(from + Together - 1, extent.Height);
            ILookup<int, byte[]> records = (await db.Set<BoardRecordRow>().AsNoTracking().Where(row => row.Uuid == extent.Uuid && row.Height >= from && row.Height <= until)
                .OrderBy(row => row.Height).ThenBy(row => row.Place).Select(row => new { row.Height, row.Bytes }).ToListAsync(ct)).ToLookup(row => row.Height, row => row.Bytes);
            foreach (var happened in await db.Set<BoardEventRow>().AsNoTracking().Where(row => row.Uuid == extent.Uuid && row.Height >= from && row.Height <= until)
                .OrderBy(row => row.Height).Select(row => new { row.Height, row.Bytes }).ToListAsync(ct))
            {
                foreach (byte[] record in records[happened.Height])
                {
                    archive.WriteData(record);
                }

                archive.WriteEvent(happened.Bytes);
            }

            piece.Position = 0;
            await piece.CopyToAsync(destination, ct);
            piece.SetLength(0);
        }
    }
}

/// <summary>A board up to one of its events.</summary>
/// <param name="Head">Hex hash of that event.</param>
/// <param name="Bytes">Size of the archive.</param>
internal sealed record BoardExtent(string Uuid, int Height, string Head, DateTimeOffset Created, long Bytes);
