using System.Diagnostics;

namespace RatifyVote.Web.Shell;

/// <summary>Named places at which the fault tests kill the process as <c>kill -9</c> would: nothing is flushed, nothing is said. Without the setting
/// <c>Failpoint</c> (the name of one place) they have no effect.</summary>
public static class Failpoint
{
    private static string? armed;

    /// <summary>Called once, by the host, with the configured name or null.</summary>
    public static void Arm(string? name) => armed = name;

    public static void Hit(string name)
    {
        if (name != armed)
        {
            return;
        }

        using Process self = Process.GetCurrentProcess();
        self.Kill();
        // The signal is on its way; not one more instruction of the caller runs.
        Thread.Sleep(Timeout.Infinite);
    }
}
