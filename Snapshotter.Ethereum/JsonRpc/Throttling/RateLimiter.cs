namespace Snapshotter.Ethereum.JsonRpc.Throttling;

/// <summary>Counts what was sent in each window of a <see cref="RateLimitSpec"/> and says how long the next request must wait.</summary>
/// <remarks>
/// Windows start with the first request after they have run out. A request that costs more than a whole window
/// is let through when the window is fresh, and what it overdrew is taken from the windows that follow.
/// Safe for use by many threads.
/// </remarks>
internal sealed class RateLimiter
{
    private readonly Lock _lock = new();
    private readonly Window[] _windows;
    private readonly TimeProvider _time;

    public RateLimiter(RateLimitSpec spec, TimeProvider time)
    {
        _time = time;
        _windows = [.. spec.Windows.Select(window => new Window(window))];
    }

    /// <summary>Takes <paramref name="cost"/> from every window when all of them allow it.</summary>
    /// <returns>Zero when taken; otherwise nothing was taken and this is how long to wait before trying again.</returns>
    public TimeSpan TryTake(int cost)
    {
        if (_windows.Length == 0) return TimeSpan.Zero;
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var wait = TimeSpan.Zero;
            foreach (var window in _windows)
            {
                var windowWait = window.Wait(now, cost);
                if (windowWait > wait) wait = windowWait;
            }

            if (wait > TimeSpan.Zero) return wait;
            foreach (var window in _windows) window.Take(cost);
            return TimeSpan.Zero;
        }
    }

    private sealed class Window(RateWindow rule)
    {
        private DateTimeOffset _start;
        private long _used;

        public TimeSpan Wait(DateTimeOffset now, int cost)
        {
            Roll(now);
            var overdrawn = _used + Math.Min(cost, rule.Limit) - rule.Limit;
            if (overdrawn <= 0) return TimeSpan.Zero;
            var windowsToWait = (overdrawn + rule.Limit - 1) / rule.Limit;
            return _start + (windowsToWait * rule.Period) - now;
        }

        public void Take(int cost) => _used += cost;

        private void Roll(DateTimeOffset now)
        {
            if (_used == 0)
            {
                _start = now;
                return;
            }

            var passed = (now - _start).Ticks / rule.Period.Ticks;
            if (passed <= 0) return;
            _used = Math.Max(0, _used - (passed * rule.Limit));
            _start = _used == 0 ? now : _start + (passed * rule.Period);
        }
    }
}
