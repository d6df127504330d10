using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Web.Booth;

/// <summary>One entry of a frozen roll as the derivation needs it; its place in the list is i. Members stand before spares.</summary>
/// <param name="RollHash">SHA-256(roll record || rsalt_i).</param>
public readonly record struct RollLeaf(EntryKind Kind, RecordHash RollHash);

/// <summary>What a unit's credentials come to; nothing of it is secret.</summary>
/// <param name="LeafHashes">In order of i.</param>
/// <param name="Root">Merkle root over the leaves, for the election record.</param>
public sealed record DerivedUnit(PublicCredentials Credentials, IReadOnlyList<RecordHash> LeafHashes, RecordHash Root);

/// <summary>Derives a unit's credentials from its contest key (SPEC "Leaves", "Credentials"). The same input gives the same output,
/// so a seal that was cut off is simply done again.</summary>
public static class UnitCredentials
{
    /// <param name="contestKey">E of the contest, 32 bytes; the caller zeroes it.</param>
    /// <exception cref="ArgumentException">The roll is empty, or a member stands behind a spare.</exception>
    public static DerivedUnit Derive(Group group, string uuid, ReadOnlySpan<byte> contestKey, IReadOnlyList<RollLeaf> roll)
    {
        if (roll.Count == 0 || roll.Zip(roll.Skip(1)).Any(pair => pair.First.Kind > pair.Second.Kind))
        {
            throw new ArgumentException("A roll has members first, then spares, and is not empty.", nameof(roll));
        }

        using CredentialKey key = new(group, uuid, contestKey);
        string[] credentials = key.PublicTexts(roll.Count);
        RecordHash[] leaves = new RecordHash[roll.Count];
        for (int i = 0; i < roll.Count; i++)
        {
            leaves[i] = new Leaf(uuid, i, roll[i].Kind, roll[i].RollHash, Leaf.CredentialHash(uuid, i, credentials[i], key.Salt(i))).Hash();
        }

        return new(PublicCredentials.Of(credentials), leaves, MerkleTree.Root(leaves));
    }
}
