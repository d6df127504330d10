namespace RatifyVote.Web.Votes.Storage;

/// <summary>One line of a vote's journal, exactly as signed and published.</summary>
internal sealed class JournalRow
{
    public required string VoteId { get; init; }
    public required int N { get; init; }
    public required string Type { get; init; }

    /// <summary>What must happen only once within the type ("" where the type itself does).</summary>
    public required string OnceKey { get; init; }
    public required byte[] Line { get; init; }
}
