namespace RatifyVote.Web.Booth.Casting;

/// <summary>How often one credential may cast (secrecy C-19): at most one accepted ballot a minute and fifty a day. Kept in this process's memory under
/// the credential's tag and asked only after the ballot's signature was checked, so that it tells a stranger nothing. One thread at a time.</summary>
internal sealed class CastPace(TimeSpan between, int perDay)
{
    private readonly Dictionary<string, Queue<DateTimeOffset>> accepted = [];
    private DateTimeOffset swept;

    public static CastPace Usual => new(TimeSpan.FromMinutes(1), 50);

    public bool Allows(byte[] tagOfCredential, DateTimeOffset now)
    {
        if (!accepted.TryGetValue(Convert.ToHexString(tagOfCredential), out Queue<DateTimeOffset>? times))
        {
            return true;
        }

        Forget(times, now);
        return times.Count == 0 || (now - times.Last() >= between && times.Count < perDay);
    }

    public void Accepted(byte[] tagOfCredential, DateTimeOffset now)
    {
        Sweep(now);
        string key = Convert.ToHexString(tagOfCredential);
        if (!accepted.TryGetValue(key, out Queue<DateTimeOffset>? times))
        {
            accepted[key] = times = new Queue<DateTimeOffset>();
        }

        times.Enqueue(now);
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now - swept < TimeSpan.FromHours(1))
        {
            return;
        }

        swept = now;
        foreach ((string key, Queue<DateTimeOffset> times) in accepted)
        {
            Forget(times, now);
            if (times.Count == 0)
            {
                accepted.Remove(key);
            }
        }
    }

    private static void Forget(Queue<DateTimeOffset> times, DateTimeOffset now)
    {
        while (times.TryPeek(out DateTimeOffset oldest) && now - oldest >= TimeSpan.FromDays(1))
        {
            times.Dequeue();
        }
    }
}
