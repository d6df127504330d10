namespace RatifyVote.Web.Votes;

/// <summary>What a journal entry tells. The names stand in the journal as they are (SPEC, "Journal").</summary>
public enum JournalType
{
    Sealed,
    Opened,
    ScheduleChanged,
    BoardPublished,
    RollAddition,
    Removed,
    Closing,
    CanvassDecided,
    BallotsEnded,
    SignedOff,
    KeyDestroyed,
    Attested,
    Decrypted,
    ResultComputed,
    Certified,
    Protest,
    Published,
    Voided,
}

/// <summary>One line of a vote's journal.</summary>
/// <param name="N">0, 1, 2 ... without a gap.</param>
/// <param name="OnceKey">What happens only once within the type: "" , a unit's uuid, "uuid|owner" ...</param>
/// <param name="Line">The signed line's bytes, without a line break.</param>
/// <param name="Hash">Hex SHA-256 of <paramref name="Line"/>.</param>
public sealed record JournalLine(int N, JournalType Type, string OnceKey, byte[] Line, string Hash);
