namespace RatifyVote.Web.Persistence;

/// <summary>Says which database an <c>IEntityTypeConfiguration</c> belongs to: <see cref="RatifyVoteDb"/> or <see cref="BallotBoxDb"/>.
/// A slice adds a table by such a class in its own Storage namespace; nothing else has to be told.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InDatabaseAttribute(Type database) : Attribute
{
    public Type Database { get; } = database;
}
