using System.Text;
using Microsoft.Extensions.Logging;

namespace Snapshotter.Tests.Api.Reporting;

/// <summary>Keeps everything that is logged, errors included.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly StringBuilder _text = new();

    public string Text
    {
        get
        {
            lock (_text) return _text.ToString();
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_text) _text.Append(eventId.Id).Append(' ').Append(formatter(state, exception)).Append(' ').AppendLine(exception?.ToString());
    }

    public void Dispose()
    {
    }
}
