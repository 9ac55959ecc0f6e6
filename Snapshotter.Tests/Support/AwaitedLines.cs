using System.Text;

namespace Snapshotter.Tests.Support;

/// <summary>Output that a test can wait for.</summary>
internal sealed class AwaitedLines : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Text, TaskCompletionSource Held)> _awaited = [];

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get
        {
            lock (_gate) return _text.ToString();
        }
    }

    public Task HoldAsync(string text)
    {
        lock (_gate)
        {
            if (_text.ToString().Contains(text, StringComparison.Ordinal)) return Task.CompletedTask;
            var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, held));
            return held.Task;
        }
    }

    public override void Write(char value)
    {
        lock (_gate) _text.Append(value);
    }

    public override void WriteLine(string? value)
    {
        lock (_gate)
        {
            _text.AppendLine(value);
            foreach (var (text, held) in _awaited.Where(entry => _text.ToString().Contains(entry.Text, StringComparison.Ordinal))) held.TrySetResult();
        }
    }
}
