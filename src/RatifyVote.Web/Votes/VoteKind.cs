namespace RatifyVote.Web.Votes;

/// <summary>What members decide.</summary>
public enum VoteKind
{
    Ratification,
    StrikeAuthorization,
}

public static class VoteKindWords
{
    public static string InWords(this VoteKind kind) => kind switch
    {
        VoteKind.Ratification => "Ratification vote",
        VoteKind.StrikeAuthorization => "Strike authorization vote",
    };

    /// <summary>The word in terms.json.</summary>
    public static string Code(this VoteKind kind) => kind switch
    {
        VoteKind.Ratification => "ratification",
        VoteKind.StrikeAuthorization => "strike-authorization",
    };
}
