using System.Globalization;

namespace RatifyVote.Benchmarks;

/// <summary>Median thread-CPU time of one operation over several rounds, after the code has been compiled for speed.</summary>
internal sealed class Measurement(int rounds, double secondsPerRound)
{
    public double Run(string name, Action operation, double operationsPerCall = 1)
    {
        Warm(operation);
        int calls = 1;
        while (Time(operation, calls) is var spent && spent < secondsPerRound * 1e9)
            calls = (int)Math.Max(calls + 1, Math.Min(calls * 8.0, calls * secondsPerRound * 1.1e9 / Math.Max(spent, 1)));
        double[] samples = [.. Enumerable.Range(0, rounds).Select(_ => Time(operation, calls) / calls / operationsPerCall).Order()];
        double median = samples[rounds / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-58} {Readable(median),12}   (best {Readable(samples[0])})"));
        return median;
    }

    // Tiered compilation needs a number of calls, and some time in the background, before code runs at its final speed.
    private static void Warm(Action operation)
    {
        for (int round = 0; round < 4; round++)
        {
            double start = ThreadClock.Nanoseconds();
            for (int i = 0; i < 60 && (i < 3 || ThreadClock.Nanoseconds() - start < 150e6); i++) operation();
            Thread.Sleep(120);
        }
    }

    private static double Time(Action operation, int calls)
    {
        double start = ThreadClock.Nanoseconds();
        for (int i = 0; i < calls; i++) operation();
        return ThreadClock.Nanoseconds() - start;
    }

    private static string Readable(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:f1} ns"),
        < 1e6 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:f2} us"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:f3} ms"),
    };
}
