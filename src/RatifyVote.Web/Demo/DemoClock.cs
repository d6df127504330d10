namespace RatifyVote.Web.Demo;

/// <summary>The clock while the demonstration is being made: it lies in the past, so that a vote can have been open for three days. Set back to the
/// system's before the first request.</summary>
internal sealed class DemoClock : TimeProvider
{
    private long behind;

    /// <summary>How far behind the system's clock it is.</summary>
    public TimeSpan Behind
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref behind));
        set => Interlocked.Exchange(ref behind, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - Behind;
}
