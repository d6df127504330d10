using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth;

/// <summary>What the box knows of a tracker.</summary>
internal enum TrackerState { Unknown, Received, OnBoard, Superseded, SetAside }

internal static class TrackerStates
{
    public static string Word(this TrackerState state) => state switch
    {
        TrackerState.Unknown => "unknown",
        TrackerState.Received => "received",
        TrackerState.OnBoard => "on-board",
        TrackerState.Superseded => "superseded",
        TrackerState.SetAside => "set-aside",
    };
}

/// <summary>Answers "is my ballot in?" to whoever knows its tracker; nobody else can ask. Computed in memory, nothing is stored. What is on the board is judged by the published board alone:
/// trackers there are public, and an answer must not say that the credential has cast again since.</summary>
internal sealed class TrackerLookUp(BallotBoxDb db, UnitSecrets secrets)
{
    /// <returns>Null where there is no such unit.</returns>
    public async Task<TrackerState?> RunAsync(string uuid, Tracker tracker, CancellationToken ct)
    {
        if (await db.Set<BoxUnit>().AsNoTracking().SingleOrDefaultAsync(row => row.Uuid == uuid, ct) is not { } unit)
        {
            return null;
        }

        // The inbox first: a flush between the two questions then moves the ballot to where it is asked for next.
        if (unit.State is UnitState.Open)
        {
            using InboxKeys keys = secrets.Inbox(unit);
            byte[] tag = keys.TagOfTracker(tracker.ToString());
            if (await db.Set<InboxRow>().AnyAsync(row => row.Uuid == uuid && row.TagB == tag, ct))
            {
                return TrackerState.Received;
            }
        }

        byte[] hash = tracker.Hash.ToArray();
        var found = await db.Set<BoardEventRow>().AsNoTracking().Where(happened => happened.Uuid == uuid && happened.Payload == hash && happened.Credential != null)
            .Select(happened => new
            {
                happened.Height,
                Next = db.Set<BoardEventRow>().Where(later => later.Uuid == uuid && later.Credential == happened.Credential && later.Height > happened.Height).Min(later => (int?)later.Height),
            }).SingleOrDefaultAsync(ct);
        return found is null ? TrackerState.Unknown
            : found.Next is null ? TrackerState.OnBoard
            : found.Next > unit.ClosingHeight ? TrackerState.SetAside : TrackerState.Superseded;
    }
}
