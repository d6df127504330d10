using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RatifyVote.EndToEnd.Tests.Sites;

/// <summary>Errors that the host logs while browsers look at it.</summary>
internal sealed class HostProblems : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public ILogger CreateLogger(string categoryName) => new Collector(categoryName, lines);

    public override string ToString() => lines.IsEmpty ? "" : "The host says: " + string.Join("\n", lines);

    public void Dispose() { }

    private sealed class Collector(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue($"{category}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
