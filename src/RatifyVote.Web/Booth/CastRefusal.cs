namespace RatifyVote.Web.Booth;

/// <summary>Every reason for which a ballot is not taken. The names stand in replies; the booth has words for them in each language.</summary>
public enum CastRefusal
{
    PollsNotOpen,
    PollsClosed,
    TooLarge,
    Unreadable,
    NotCanonical,
    WrongElection,
    UnknownCredential,
    WrongShape,
    NotInGroup,
    BadSignature,
    BadProof,
    CiphertextSeenBefore,
    OldBallotReplayed,
    RevoteNotAllowed,
    TryAgainLater,
}

/// <summary>The words for a <see cref="CastRefusal"/>, and the status it is answered with.</summary>
public static class CastRefusalWords
{
    /// <summary>One sentence for a person.</summary>
    public static string Words(this CastRefusal refusal) => refusal switch
    {
        CastRefusal.PollsNotOpen => "Voting on this question has not opened yet.",
        CastRefusal.PollsClosed => "Voting on this question has closed.",
        CastRefusal.TooLarge => "What was sent is larger than any ballot of this vote.",
        CastRefusal.Unreadable => "What was sent is not a ballot.",
        CastRefusal.NotCanonical => "The ballot is not written in the one form that is accepted.",
        CastRefusal.WrongElection => "The ballot was made for another question or another local.",
        CastRefusal.UnknownCredential => "The credential on the ballot is not on this local's sealed list.",
        CastRefusal.WrongShape => "The ballot does not answer the question that is asked.",
        CastRefusal.NotInGroup => "The ballot holds a number that no honest ballot can hold.",
        CastRefusal.BadSignature => "The ballot is not signed by its credential.",
        CastRefusal.BadProof => "The ballot does not prove that it holds exactly one allowed choice.",
        CastRefusal.CiphertextSeenBefore => "The ballot repeats an encrypted choice that was used before. Please make a new ballot.",
        CastRefusal.OldBallotReplayed => "This ballot was replaced by a later one of the same credential.",
        CastRefusal.RevoteNotAllowed => "In this vote the first ballot counts, and a ballot was already received.",
        CastRefusal.TryAgainLater => "The ballot could not be taken just now. Please send the same ballot again in a minute.",
    };

    public static int Status(this CastRefusal refusal) => refusal switch
    {
        CastRefusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        CastRefusal.TryAgainLater => StatusCodes.Status503ServiceUnavailable,
        CastRefusal.PollsNotOpen or CastRefusal.PollsClosed or CastRefusal.Unreadable or CastRefusal.NotCanonical or CastRefusal.WrongElection
            or CastRefusal.UnknownCredential or CastRefusal.WrongShape or CastRefusal.NotInGroup or CastRefusal.BadSignature
            or CastRefusal.BadProof or CastRefusal.CiphertextSeenBefore or CastRefusal.OldBallotReplayed
            or CastRefusal.RevoteNotAllowed => StatusCodes.Status409Conflict,
    };
}
