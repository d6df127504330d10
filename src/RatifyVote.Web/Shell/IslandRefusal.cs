using Microsoft.AspNetCore.Http.HttpResults;

namespace RatifyVote.Web.Shell;

/// <summary>What any endpoint of an island may answer instead of doing it; the island has words for each.</summary>
public enum IslandRefusal { Unreadable, SignInAgain, NotAllowed, NotFound, WrongState, TryAgainLater }

public sealed record IslandError(string Error);

public static class IslandAnswer
{
    /// <summary>The refusal as <c>{"error":"WrongState"}</c> with its status.</summary>
    public static JsonHttpResult<IslandError> Refuse(IslandRefusal why) => TypedResults.Json(new IslandError(why.ToString()), statusCode: StatusOf(why));

    public static int StatusOf(IslandRefusal why) => why switch
    {
        IslandRefusal.Unreadable => StatusCodes.Status400BadRequest,
        IslandRefusal.SignInAgain => StatusCodes.Status401Unauthorized,
        IslandRefusal.NotAllowed => StatusCodes.Status403Forbidden,
        IslandRefusal.NotFound => StatusCodes.Status404NotFound,
        IslandRefusal.WrongState => StatusCodes.Status409Conflict,
        IslandRefusal.TryAgainLater => StatusCodes.Status503ServiceUnavailable,
    };
}
