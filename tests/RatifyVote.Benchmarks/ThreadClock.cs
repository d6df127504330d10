using System.Runtime.InteropServices;

namespace RatifyVote.Benchmarks;

/// <summary>CPU time of the calling thread: what other processes on the machine do is not in it (their share of caches is).</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;                                   // CLOCK_THREAD_CPUTIME_ID of Linux

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds, Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    public static double Nanoseconds()
    {
        if (!OperatingSystem.IsLinux()) return System.Diagnostics.Stopwatch.GetTimestamp() * (1e9 / System.Diagnostics.Stopwatch.Frequency);
        if (ClockGetTime(ThreadCpuTime, out TimeSpec now) != 0) throw new InvalidOperationException("No thread clock.");
        return now.Seconds * 1e9 + now.Nanoseconds;
    }
}
