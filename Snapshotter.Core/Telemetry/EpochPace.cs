using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core.Telemetry;

/// <summary>How many epochs ended lately in this process.</summary>
public sealed class EpochPace : IDisposable
{
    private const int MaxRemembered = 4096;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly EpochTracker _tracker;
    private readonly SteadyTime _time;
    private readonly DateTimeOffset _startedAt;
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _ends = new();

    /// <summary>Listens to <paramref name="tracker"/>.</summary>
    public EpochPace(EpochTracker tracker, SteadyTime time)
    {
        _tracker = tracker;
        _time = time;
        _startedAt = time.GetUtcNow();
        tracker.EpochEnded += Note;
    }

    /// <summary>Epochs per minute over the last ten minutes, or over the time since the start when that is shorter; null in the first seconds.</summary>
    public double? PerMinute
    {
        get
        {
            lock (_gate)
            {
                var now = _time.GetUtcNow();
                while (_ends.TryPeek(out var oldest) && now - oldest > Window) _ends.Dequeue();
                // When more ended than is remembered, the oldest that is tells how long they took.
                var from = _ends.Count == MaxRemembered ? _ends.Peek() : Later(now - Window, _startedAt);
                return now - from < TimeSpan.FromSeconds(5) ? null : _ends.Count / (now - from).TotalMinutes;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _tracker.EpochEnded -= Note;

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private void Note(long epochId)
    {
        lock (_gate)
        {
            if (_ends.Count == MaxRemembered) _ends.Dequeue();
            _ends.Enqueue(_time.GetUtcNow());
        }
    }
}
