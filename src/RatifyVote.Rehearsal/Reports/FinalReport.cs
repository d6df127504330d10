using System.Diagnostics;

namespace RatifyVote.Rehearsal.Reports;

/// <summary>What it took.</summary>
internal static class FinalReport
{
    /// <param name="nodePeak">Most memory the node ever held, bytes; 0 when it was not started here.</param>
    public static void Print(Progress progress, long nodePeak, TextWriter @out)
    {
        @out.WriteLine();
        foreach ((string phase, TimeSpan took, int count) in progress.Phases)
        {
            @out.WriteLine(count == 0 ? $"{took.TotalSeconds,9:F1} s  {phase}" : $"{took.TotalSeconds,9:F1} s  {phase}: {count:N0}, {count / Math.Max(took.TotalSeconds, 0.001):F1}/s");
        }

        @out.WriteLine($"{progress.Phases.Sum(phase => phase.Took.TotalSeconds),9:F1} s  altogether");
        using Process own = Process.GetCurrentProcess();
        string node = nodePeak > 0 ? $"node {nodePeak >> 20} MiB, " : "";
        @out.WriteLine($"Peak memory: {node}rehearsal {PeakMemory.Of(own) >> 20} MiB.");
    }
}
