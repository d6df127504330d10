namespace RatifyVote.Web.Agreements;

/// <summary>What became of one subject of a tentative agreement, as the local sees it. Words: the texts "IssueStatus.*".</summary>
public enum IssueStatus
{
    Held,
    Gain,
    GivenUp,
    NotAchieved,
}

public static class IssueStatusWords
{
    /// <summary>The word in the canonical text of a dossier.</summary>
    public static string Code(this IssueStatus status) => status switch
    {
        IssueStatus.Held => "held",
        IssueStatus.Gain => "gain",
        IssueStatus.GivenUp => "given-up",
        IssueStatus.NotAchieved => "not-achieved",
    };

    public static bool TryParse(string? code, out IssueStatus status)
    {
        foreach (IssueStatus candidate in Enum.GetValues<IssueStatus>())
        {
            if (candidate.Code() == code)
            {
                status = candidate;
                return true;
            }
        }
        status = IssueStatus.Held;
        return false;
    }
}
