using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Booth.Boards;

/// <summary>Tells the journal of every published board that it does not know yet. A flush commits first and announces after: what was cut off in between is made up for here.</summary>
internal sealed class BoardAnnouncements(BallotBoxDb db, Journal journal)
{
    public async Task RunAsync(CancellationToken ct)
    {
        List<BoxUnit> silent = await db.Set<BoxUnit>().AsNoTracking()
            .Where(unit => unit.Height > unit.AnnouncedHeight && (unit.State == UnitState.Open || unit.State == UnitState.Closing))
            .OrderBy(unit => unit.VoteId).ThenBy(unit => unit.Place).ToListAsync(ct);
        foreach (BoxUnit unit in silent)
        {
            await journal.AppendOnceAsync(unit.VoteId, $"{unit.Uuid}:{unit.Height}",
                new JournalData.BoardPublished(unit.Uuid, unit.Height, RecordHash.FromBytes(unit.Head), unit.Ballots), ct);
            await db.Set<BoxUnit>().Where(row => row.Uuid == unit.Uuid && row.AnnouncedHeight < unit.Height)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.AnnouncedHeight, unit.Height), ct);
        }
    }
}
