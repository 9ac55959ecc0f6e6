namespace Snapshotter.Tests.Support;

/// <summary>
/// A clock that stands still until a test moves it, except that waits shorter than <see cref="SkipsBelow"/> pass at once and move it. Timers, periodic ones too, fire on the
/// thread that moves it.
/// </summary>
internal sealed class FakeTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _watchers = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan SkipsBelow { get; init; }

    /// <summary>The waits that passed at once.</summary>
    public List<TimeSpan> Skipped { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Completes when at least so many timers wait: when whoever is tested has gone to sleep.</summary>
    public Task TimersAsync(int count)
    {
        lock (_gate)
        {
            if (_timers.Count >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watchers.Add((count, reached));
            return reached.Task;
        }
    }

    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.DueAt <= _now)];
            foreach (var timer in due) timer.GoOn(_now);
            _timers.RemoveAll(static timer => timer.DueAt is null);
        }

        foreach (var timer in due) timer.Fire();
    }

    /// <summary>Lets time pass in small steps until something has happened.</summary>
    public async Task AdvanceUntilAsync(Task happened)
    {
        while (!happened.IsCompleted)
        {
            Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        await happened;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Schedule(Timer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Period = period > TimeSpan.Zero ? period : null;
            timer.DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime;
            if (timer.DueAt is null) return;
            if (dueTime >= SkipsBelow)
            {
                Await(timer);
                return;
            }

            _now += dueTime;
            Skipped.Add(dueTime);
            timer.DueAt = null;
        }

        ThreadPool.QueueUserWorkItem(_ => timer.Fire());
    }

    private void Await(Timer timer)
    {
        _timers.Add(timer);
        foreach (var (_, reached) in _watchers.Where(watcher => watcher.Count <= _timers.Count)) reached.TrySetResult();
        _watchers.RemoveAll(watcher => watcher.Count <= _timers.Count);
    }

    private void Remove(Timer timer)
    {
        lock (_gate) _timers.Remove(timer);
    }

    private sealed class Timer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? DueAt { get; set; }

        public TimeSpan? Period { get; set; }

        public void GoOn(DateTimeOffset now) => DueAt = Period is { } period ? now + period : null;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Schedule(this, dueTime, period);
            return true;
        }

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
