// Merkle tree over the entries of a roll. Ref: RFC 6962 section 2.1 (tree hash, audit path), RFC 9162 section 2.1.3.2 (checking a path).
// Leaf hash = SHA-256(0x00 || leaf), node = SHA-256(0x01 || left || right). Rejects: paths longer or shorter than the tree calls for.
using System.Collections.Immutable;
using System.Numerics;
using System.Security.Cryptography;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>Root and audit paths over leaf hashes.</summary>
public static class MerkleTree
{
    public static RecordHash LeafHash(ReadOnlySpan<byte> leaf)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(leaf);
        return RecordHash.FromBytes(hash.GetHashAndReset());
    }

    /// <summary>The root over at least one leaf hash.</summary>
    public static RecordHash Root(ReadOnlySpan<RecordHash> leafHashes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(leafHashes.Length, nameof(leafHashes));
        if (leafHashes.Length == 1) return leafHashes[0];
        int split = Split(leafHashes.Length);
        return Node(Root(leafHashes[..split]), Root(leafHashes[split..]));
    }

    /// <summary>The siblings of a leaf, from the leaf up.</summary>
    public static ImmutableArray<RecordHash> Path(ReadOnlySpan<RecordHash> leafHashes, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leafHashes.Length);
        ImmutableArray<RecordHash>.Builder path = ImmutableArray.CreateBuilder<RecordHash>();
        AddPath(leafHashes, index, path);
        return path.ToImmutable();
    }

    /// <summary>The paths of all leaves at once, in order: one pass over the tree instead of one per leaf.</summary>
    public static ImmutableArray<RecordHash>[] AllPaths(ReadOnlySpan<RecordHash> leafHashes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(leafHashes.Length, nameof(leafHashes));
        ImmutableArray<RecordHash>.Builder[] paths = new ImmutableArray<RecordHash>.Builder[leafHashes.Length];
        for (int i = 0; i < paths.Length; i++) paths[i] = ImmutableArray.CreateBuilder<RecordHash>();
        RootWithPaths(leafHashes, paths);
        return [.. paths.Select(p => p.ToImmutable())];
    }

    /// <summary>The root that a leaf hash at that place leads to, or null when the path is not as long as a tree of that
    /// size calls for. Never throws.</summary>
    public static RecordHash? RootFrom(RecordHash leafHash, int index, int size, IReadOnlyList<RecordHash> path)
    {
        if (index < 0 || index >= size) return null;
        RecordHash hash = leafHash;
        int used = 0;
        for ((int node, int last) = (index, size - 1); last > 0; node >>= 1, last >>= 1)
        {
            if ((node & 1) == 1)
            {
                if (used == path.Count) return null;
                hash = Node(path[used++], hash);
            }
            else if (node < last)
            {
                if (used == path.Count) return null;
                hash = Node(hash, path[used++]);
            }
        }

        return used == path.Count ? hash : null;
    }

    // The largest power of two smaller than n.
    private static int Split(int n) => 1 << BitOperations.Log2((uint)(n - 1));

    private static void AddPath(ReadOnlySpan<RecordHash> leafHashes, int index, ImmutableArray<RecordHash>.Builder path)
    {
        if (leafHashes.Length == 1) return;
        int split = Split(leafHashes.Length);
        if (index < split)
        {
            AddPath(leafHashes[..split], index, path);
            path.Add(Root(leafHashes[split..]));
        }
        else
        {
            AddPath(leafHashes[split..], index - split, path);
            path.Add(Root(leafHashes[..split]));
        }
    }

    private static RecordHash RootWithPaths(ReadOnlySpan<RecordHash> leafHashes, Span<ImmutableArray<RecordHash>.Builder> paths)
    {
        if (leafHashes.Length == 1) return leafHashes[0];
        int split = Split(leafHashes.Length);
        RecordHash left = RootWithPaths(leafHashes[..split], paths[..split]);
        RecordHash right = RootWithPaths(leafHashes[split..], paths[split..]);
        for (int i = 0; i < paths.Length; i++) paths[i].Add(i < split ? right : left);
        return Node(left, right);
    }

    private static RecordHash Node(RecordHash left, RecordHash right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * RecordHash.Bytes)];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + RecordHash.Bytes)..]);
        return RecordHash.Of(both);
    }
}
