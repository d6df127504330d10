namespace RatifyVote.Web.Booth;

/// <summary>Why a member is given no credential. The names stand in replies; the booth has words for them.</summary>
public enum HandOutRefusal
{
    /// <summary>Signed out, or the sign-in is five minutes old.</summary>
    SignInAgain,
    NotOnRoll,
    Removed,
    PollsNotOpen,
    PollsClosed,
    TryAgainLater,
}

internal static class HandOutRefusals
{
    public static int Status(this HandOutRefusal refusal) => refusal switch
    {
        HandOutRefusal.SignInAgain => StatusCodes.Status401Unauthorized,
        HandOutRefusal.NotOnRoll or HandOutRefusal.Removed => StatusCodes.Status403Forbidden,
        HandOutRefusal.PollsNotOpen or HandOutRefusal.PollsClosed => StatusCodes.Status409Conflict,
        HandOutRefusal.TryAgainLater => StatusCodes.Status503ServiceUnavailable,
    };
}
