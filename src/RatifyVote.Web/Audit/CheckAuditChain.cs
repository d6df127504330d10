using Microsoft.EntityFrameworkCore;
using RatifyVote.Web.Audit.Storage;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Audit;

/// <summary>What the whole chain comes to.</summary>
public abstract record ChainFinding
{
    private ChainFinding() { }

    /// <summary>Every entry hashes to what it says, stands on the one before it, and none is missing.</summary>
    public sealed record Intact(long Entries, string Head) : ChainFinding;

    /// <summary>The first entry that is missing, changed, or does not stand on the one before it.</summary>
    public sealed record Broken(long Height) : ChainFinding;
}

/// <summary>Recomputes the chain from its first entry. It cannot notice that the newest entries were cut off: compare the head with one noted earlier.</summary>
public sealed class CheckAuditChain(RatifyVoteDb db)
{
    public async Task<ChainFinding> RunAsync(CancellationToken ct)
    {
        byte[] head = new byte[32];
        long height = 0;
        await foreach (AuditRow row in db.Set<AuditRow>().AsNoTracking().OrderBy(row => row.Height).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (row.Height != height || !row.PreviousHash.AsSpan().SequenceEqual(head) || !AuditChain.HashOf(row).AsSpan().SequenceEqual(row.Hash))
            {
                return new ChainFinding.Broken(height);
            }

            (head, height) = (row.Hash, height + 1);
        }

        return new ChainFinding.Intact(height, Convert.ToHexStringLower(head));
    }
}
