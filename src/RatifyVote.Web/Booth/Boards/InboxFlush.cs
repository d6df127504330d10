using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Boards;

/// <summary>Moves everything in a unit's inbox to its board: opens the boxes, shuffles, appends, deletes (secrecy C-03). The caller's transaction holds the unit's lock alone.</summary>
internal sealed class InboxFlush(BallotBoxDb db, UnitSecrets secrets)
{
    /// <summary>Credentials that wait with their first ballot.</summary>
    public Task<int> NewCredentialsAsync(string uuid, CancellationToken ct) =>
        db.Set<InboxRow>().CountAsync(row => row.Uuid == uuid && row.Seq == 1, ct);

    /// <returns>How many ballots were moved.</returns>
    /// <exception cref="InvalidOperationException">A box holds something else than a ballot of this unit: the database is damaged, and nothing is moved.</exception>
    public async Task<int> RunAsync(BoxUnit unit, DateTimeOffset now, CancellationToken ct)
    {
        List<InboxRow> waiting = await db.Set<InboxRow>().AsNoTracking().Where(row => row.Uuid == unit.Uuid).ToListAsync(ct);
        if (waiting.Count == 0)
        {
            return 0;
        }

        BoardAppender board = new(db, unit);
        using (InboxKeys keys = secrets.Inbox(unit))
        {
            foreach (InboxRow row in BallotShuffle.Run(waiting, row => Convert.ToHexString(row.TagC), row => row.Seq))
            {
                byte[] bytes = keys.Open(row.Box);
                if (!Ballot.TryParse(bytes, out Ballot? ballot, out _) || ballot.ElectionUuid != unit.Uuid)
                {
                    throw new InvalidOperationException($"The inbox of unit {unit.Uuid} holds something that is not a ballot.");
                }

                board.AppendBallot(ballot, bytes);
            }
        }

        await db.Set<InboxRow>().Where(row => row.Uuid == unit.Uuid).ExecuteDeleteAsync(ct);
        await db.Set<InboxCiphertextRow>().Where(row => row.Uuid == unit.Uuid).ExecuteDeleteAsync(ct);
        unit.PublishedAt = now;
        await board.SaveAsync(ct);
        return waiting.Count;
    }
}
