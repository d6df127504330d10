namespace RatifyVote.EndToEnd.Tests.Sites;

/// <summary>The present, plus what the test has skipped. Browsers stay in the present: a page must not need a device clock that is right.</summary>
internal sealed class LiveClock : TimeProvider
{
    private long skippedTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref skippedTicks));

    public void Skip(TimeSpan time) => Interlocked.Add(ref skippedTicks, time.Ticks);
}
