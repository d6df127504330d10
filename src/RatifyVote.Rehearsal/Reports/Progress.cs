using System.Diagnostics;

namespace RatifyVote.Rehearsal.Reports;

/// <summary>Tells what is being done, how far it is and how fast: a bar on a terminal, else a line at the start and the end.</summary>
internal sealed class Progress(TextWriter @out, bool isTerminal)
{
    private const int Width = 30;
    private readonly List<(string Phase, TimeSpan Took, int Count)> phases = [];

    /// <summary>What took how long, in order; Count is 0 where nothing was counted.</summary>
    public IReadOnlyList<(string Phase, TimeSpan Took, int Count)> Phases => phases;

    public async Task StepAsync(string phase, Func<Task> act)
    {
        long since = Stopwatch.GetTimestamp();
        await act();
        Finish(phase, Stopwatch.GetElapsedTime(since), 0);
    }

    public async Task<T> StepAsync<T>(string phase, Func<Task<T>> act)
    {
        T made = default!;
        await StepAsync(phase, async () => { made = await act(); });
        return made;
    }

    /// <summary>Does the same for every item, at most so many at once.</summary>
    public async Task EachAsync<T>(string phase, IReadOnlyCollection<T> items, int atOnce, Func<T, CancellationToken, Task> act, CancellationToken ct)
    {
        long since = Stopwatch.GetTimestamp();
        int done = 0;
        long shown = 0;
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = ct }, async (item, stop) =>
        {
            await act(item, stop);
            int now = Interlocked.Increment(ref done);
            long ticks = Stopwatch.GetTimestamp(), before = Interlocked.Read(ref shown);
            if (isTerminal && Stopwatch.GetElapsedTime(before, ticks) > TimeSpan.FromMilliseconds(200) && Interlocked.CompareExchange(ref shown, ticks, before) == before)
            {
                Show(phase, now, items.Count, Stopwatch.GetElapsedTime(since));
            }
        });
        Finish(phase, Stopwatch.GetElapsedTime(since), items.Count);
    }

    /// <summary>Waits, asking again and again, until it is so.</summary>
    public async Task UntilAsync(string phase, TimeSpan limit, Func<Task<bool>> isSo, CancellationToken ct)
    {
        long since = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            TimeSpan waited = Stopwatch.GetElapsedTime(since);
            if (waited > limit)
            {
                throw new RehearsalException($"Waited {waited.TotalSeconds:F0} s in vain: {phase}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
        }

        Finish(phase, Stopwatch.GetElapsedTime(since), 0);
    }

    public void Say(string line) => @out.WriteLine(line);

    private void Show(string phase, int done, int all, TimeSpan took)
    {
        int filled = all == 0 ? Width : done * Width / all;
        @out.Write($"\r\u001b[K{phase} [{new string('#', filled)}{new string('.', Width - filled)}] {done:N0} of {all:N0}, {Rate(done, took)}");
    }

    private void Finish(string phase, TimeSpan took, int count)
    {
        phases.Add((phase, took, count));
        string line = count == 0 ? $"{phase}: {took.TotalSeconds:F1} s" : $"{phase}: {count:N0} in {took.TotalSeconds:F1} s, {Rate(count, took)}";
        @out.WriteLine(isTerminal ? "\r\u001b[K" + line : line);
    }

    private static string Rate(int count, TimeSpan took) => $"{count / Math.Max(took.TotalSeconds, 0.001):F1}/s";
}
