namespace RatifyVote.Protocol.Json;

/// <summary>Why bytes are not the record they should be. The zero value says that nothing was found wrong.</summary>
public enum RecordFault
{
    None,
    NotUtf8,
    NotJson,
    TooDeep,
    DuplicateKey,
    UnknownKey,
    MissingKey,
    WrongType,
    NumberNotCanonical,
    NumberOutOfRange,
    TextNotCanonical,
    UnknownGroup,
    NotCanonical,
}

/// <summary>The words for a <see cref="RecordFault"/>.</summary>
public static class RecordFaultWords
{
    /// <summary>One clause that completes "the record ...".</summary>
    public static string Words(this RecordFault fault) => fault switch
    {
        RecordFault.None => "is well formed",
        RecordFault.NotUtf8 => "is not valid UTF-8",
        RecordFault.NotJson => "is not JSON",
        RecordFault.TooDeep => "is nested too deeply",
        RecordFault.DuplicateKey => "names a key twice",
        RecordFault.UnknownKey => "has a key that does not belong there",
        RecordFault.MissingKey => "lacks a key",
        RecordFault.WrongType => "has a value of the wrong type",
        RecordFault.NumberNotCanonical => "has a number that is not written canonically",
        RecordFault.NumberOutOfRange => "has a number out of range",
        RecordFault.TextNotCanonical => "has a text that is not of the required form",
        RecordFault.UnknownGroup => "names a group that is not known",
        RecordFault.NotCanonical => "is not the canonical form of what it says",
    };
}
