using RatifyVote.Protocol.Ballots;
using RatifyVote.Web.Booth.Storage;

namespace RatifyVote.Web.Booth.Casting;

/// <summary>A ballot on its way through the queue: readable, canonical, addressed to this unit and under a listed credential; nothing more is known of it yet.</summary>
internal sealed class PendingCast(SealedUnit unit, byte[] bytes, Ballot ballot)
{
    private readonly TaskCompletionSource<CastOutcome> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SealedUnit Unit { get; } = unit;

    /// <summary>The exact text of the ballot.</summary>
    public byte[] Bytes { get; } = bytes;
    public Ballot Ballot { get; } = ballot;
    public Tracker Tracker { get; } = Tracker.Of(bytes);
    public Task<CastOutcome> Outcome => answer.Task;

    public void Accept() => answer.TrySetResult(new CastOutcome.Accepted(Unit.Uuid, Unit.Election.Fingerprint, Tracker));

    public void Refuse(CastRefusal why) => answer.TrySetResult(new CastOutcome.Refused(why));
}

/// <summary>What became of a cast.</summary>
internal abstract record CastOutcome
{
    private CastOutcome() { }

    /// <summary>The ballot is durably in the inbox or on the board; a receipt may be signed.</summary>
    public sealed record Accepted(string Uuid, string Fingerprint, Tracker Tracker) : CastOutcome;

    public sealed record Refused(CastRefusal Why) : CastOutcome;
}
