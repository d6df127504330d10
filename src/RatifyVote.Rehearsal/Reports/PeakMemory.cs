using System.Diagnostics;
using System.Globalization;

namespace RatifyVote.Rehearsal.Reports;

/// <summary>The most memory a process ever held.</summary>
internal static class PeakMemory
{
    /// <summary>Bytes; 0 where the system does not tell. Ref: proc(5), VmHWM.</summary>
    public static long Of(Process process)
    {
        string status = $"/proc/{process.Id}/status";
        if (!File.Exists(status))
        {
            process.Refresh();
            return process.HasExited ? 0 : process.PeakWorkingSet64;
        }

        string? line = File.ReadLines(status).FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
        string? kibibytes = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
        return long.TryParse(kibibytes, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count * 1024 : 0;
    }
}
