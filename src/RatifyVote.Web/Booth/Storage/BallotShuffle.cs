using System.Security.Cryptography;

namespace RatifyVote.Web.Booth.Storage;

/// <summary>The order in which a flush puts ballots on the board: every order of the ballots that keeps each credential's own order is equally likely (secrecy C-03).</summary>
internal static class BallotShuffle
{
    /// <summary>The items in random order; those of one owner stand in it by their sequence.</summary>
    public static List<T> Run<T, TOwner>(IReadOnlyList<T> items, Func<T, TOwner> owner, Func<T, int> sequence)
        where TOwner : notnull
    {
        // Owners are drawn by a shuffle of one token per item; each token then stands for its owner's next item.
        TOwner[] tokens = [.. items.Select(owner)];
        RandomNumberGenerator.Shuffle(tokens.AsSpan());
        Dictionary<TOwner, Queue<T>> next = items.GroupBy(owner).ToDictionary(group => group.Key, group => new Queue<T>(group.OrderBy(sequence)));
        return [.. tokens.Select(token => next[token].Dequeue())];
    }
}
