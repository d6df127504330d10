namespace RatifyVote.Protocol.Groups;

internal abstract class FiniteFieldGroup : Group
{
    internal static new Group Belenios2048 => throw new InvalidOperationException("not built");
}
internal abstract class Ed25519Group : Group
{
    internal static Group Instance => throw new InvalidOperationException("not built");
}
