namespace RatifyVote.Protocol.Boards;

/// <summary>How far a board has come. Belenios's programs do not check the order of event types; ballots before an earlier
/// EndBallots would then silently not be counted (belenios-format section 11).</summary>
public enum BoardState { Empty, Open, BallotsEnded, Tallied, Decrypting, Finished }

/// <summary>Setup, Ballot*, EndBallots, EncryptedTally, PartialDecryption+, Result, then nothing.</summary>
public static class BoardStates
{
    /// <summary>The state after an event of that type, or null where it may not stand.</summary>
    public static BoardState? After(this BoardState state, BoardEventType type) => (state, type) switch
    {
        (BoardState.Empty, BoardEventType.Setup) => BoardState.Open,
        (BoardState.Open, BoardEventType.Ballot) => BoardState.Open,
        (BoardState.Open, BoardEventType.EndBallots) => BoardState.BallotsEnded,
        (BoardState.BallotsEnded, BoardEventType.EncryptedTally) => BoardState.Tallied,
        (BoardState.Tallied or BoardState.Decrypting, BoardEventType.PartialDecryption) => BoardState.Decrypting,
        (BoardState.Decrypting, BoardEventType.Result) => BoardState.Finished,
        _ => null,
    };

    /// <summary>Words for a board that stops there; they complete "NOT VERIFIED: ".</summary>
    public static string Words(this BoardState state) => state switch
    {
        BoardState.Empty => "nothing on the board",
        BoardState.Open => "still open",
        BoardState.BallotsEnded => "not tallied yet",
        BoardState.Tallied => "not decrypted yet",
        BoardState.Decrypting => "not fully decrypted yet",
        BoardState.Finished => "finished",
    };
}
