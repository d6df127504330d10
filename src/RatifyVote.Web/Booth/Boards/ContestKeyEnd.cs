using Microsoft.EntityFrameworkCore;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Booth.Boards;

/// <summary>The end of a contest's key, the same for a counted vote and for a void one: decide while it is there, delete, note what the node said.</summary>
internal static class ContestKeyEnd
{
    /// <returns>This node's acknowledgement, or null when the key had been lost before anybody decided to destroy it.</returns>
    public static async Task<NodeAcknowledgement?> RunAsync(BallotBoxDb db, Keydir keydir, string voteId, string contestId, string failpoints, DateTimeOffset now, CancellationToken ct)
    {
        Guid contest = ContestKeyName.Of(voteId, contestId);
        db.ChangeTracker.Clear();
        ContestKeyRow? row = await db.Set<ContestKeyRow>().SingleOrDefaultAsync(key => key.VoteId == voteId && key.ContestId == contestId, ct);
        if (row is null)
        {
            if (keydir.StateOf(contest) is KeyState.Missing)
            {
                return null;
            }

            row = new ContestKeyRow { VoteId = voteId, ContestId = contestId, State = ContestKeyState.Destroying };
            db.Add(row);
            await db.SaveChangesAsync(ct);
        }

        Failpoint.Hit($"{failpoints}.after-decision");
        DestructionAck ack;
        try
        {
            ack = keydir.Destroy(contest, now);
        }
        catch (KeyLostException)
        {
            return null;
        }

        Failpoint.Hit($"{failpoints}.after-deletion");
        if (row.State is not ContestKeyState.Destroyed)
        {
            (row.State, row.DestroyedAt) = (ContestKeyState.Destroyed, ack.At);
            await db.SaveChangesAsync(ct);
        }

        return new NodeAcknowledgement(ack.Node.ToString("D"), ack.At);
    }
}
