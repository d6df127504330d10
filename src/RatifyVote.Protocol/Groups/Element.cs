namespace RatifyVote.Protocol.Groups;

/// <summary>A member of a <see cref="Group"/>: immutable, made only by its group, always inside the prime-order subgroup
/// (or the product of members).</summary>
public abstract class Element
{
    private protected Element() { }
}
