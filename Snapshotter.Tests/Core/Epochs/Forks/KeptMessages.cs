using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Snapshotter.Tests.Core.Epochs.Forks;

/// <summary>Keeps log messages, warnings and worse, with their event ids.</summary>
internal sealed class KeptMessages(ConcurrentQueue<string> kept) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) kept.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception?.Message}");
    }

    public void Dispose()
    {
    }
}
