namespace RatifyVote.Rehearsal;

/// <summary>The rehearsal cannot go on; the message says why, for the person who runs it.</summary>
internal sealed class RehearsalException(string message) : Exception(message);
