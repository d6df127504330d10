using System.Collections.Immutable;
using RatifyVote.Protocol.Groups;

namespace RatifyVote.Protocol.Trustees;

/// <summary>The keys of a trustees record in which nothing was found wrong.</summary>
public sealed class VerifiedTrustees
{
    internal VerifiedTrustees(Group group, ImmutableArray<VerifiedItem> items)
    {
        Group = group;
        Items = items;
        JointKey = items.Aggregate(group.Identity, (product, item) => group.Multiply(product, item.SubKey));
        Owners = items.Sum(item => item.Keys.Length);
    }

    public Group Group { get; }

    public ImmutableArray<VerifiedItem> Items { get; }

    /// <summary>y: the product of the items' sub-keys.</summary>
    public Element JointKey { get; }

    /// <summary>How many trustees there are; owners are numbered 1 to this.</summary>
    public int Owners { get; }

    /// <summary>The item an owner belongs to and its 1-based place within it, or false when there is no such owner.</summary>
    public bool TryFind(int owner, out VerifiedItem item, out int index)
    {
        foreach (VerifiedItem candidate in Items)
        {
            index = owner - candidate.FirstOwner + 1;
            item = candidate;
            if (index >= 1 && index <= candidate.Keys.Length) return true;
        }

        item = default!;
        index = 0;
        return false;
    }
}

/// <summary>One item: a single trustee (threshold 1 of 1), or a group of trustees.</summary>
/// <param name="FirstOwner">The owner number of its first trustee.</param>
/// <param name="Threshold">How many must decrypt.</param>
/// <param name="SubKey">What the item contributes to the election key.</param>
/// <param name="Keys">X_j, with which partial decryptions are checked.</param>
/// <param name="CertKeys">g^sk_j, with which a threshold trustee signs; empty for a single trustee.</param>
public sealed record VerifiedItem(
    int FirstOwner, int Threshold, Element SubKey, ImmutableArray<Element> Keys, ImmutableArray<Element> CertKeys);
