using System.Diagnostics;

namespace RatifyVote.Verifier.Reports;

/// <summary>One line that is written over and over, on a terminal only.</summary>
internal sealed class ProgressLine(TextWriter err, bool isTerminal) : IProgress<long>, IProgress<(string Uuid, long Bytes)>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch since = Stopwatch.StartNew();
    private bool written;

    public void Report(long value) => Write($"{value >> 20} MiB read");

    public void Report((string Uuid, long Bytes) value) => Write($"{value.Uuid}: {value.Bytes >> 20} MiB read");

    public void Clear()
    {
        if (written) err.Write("\r\u001b[K");
    }

    private void Write(string text)
    {
        if (!isTerminal || (written && since.Elapsed < Pause)) return;
        since.Restart();
        written = true;
        err.Write($"\r\u001b[K{text}");
    }
}
