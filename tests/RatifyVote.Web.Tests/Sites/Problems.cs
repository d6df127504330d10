using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RatifyVote.Web.Tests.Sites;

/// <summary>Collects what the host logs as an error, so that a test that fails on a 500 can say why.</summary>
public sealed class Problems : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> all = new();

    public override string ToString() => string.Join('\n', all);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            all.Enqueue(formatter(state, exception) + exception);
        }
    }

    public void Dispose() { }
}
