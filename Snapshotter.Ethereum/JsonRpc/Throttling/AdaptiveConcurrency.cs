namespace Snapshotter.Ethereum.JsonRpc.Throttling;

/// <summary>How many requests may be under way at an endpoint: halved when it asks for a slower pace, then raised by one per round of successes.</summary>
/// <remarks>Additive increase and multiplicative decrease, as TCP does. Safe for use by many threads.</remarks>
internal sealed class AdaptiveConcurrency
{
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly int _max;
    private double _limit;
    private int _inFlight;
    private DateTimeOffset _pausedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _lastDecrease = DateTimeOffset.MinValue;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AdaptiveConcurrency(int max, TimeProvider time)
    {
        _max = max;
        _limit = max;
        _time = time;
    }

    /// <summary>The number of requests allowed at present.</summary>
    public int Limit
    {
        get
        {
            lock (_lock) return (int)_limit;
        }
    }

    /// <summary>How much longer the endpoint wants no request at all.</summary>
    public TimeSpan Pause
    {
        get
        {
            lock (_lock) return Remaining();
        }
    }

    /// <summary>Waits for a place and takes it.</summary>
    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_inFlight < (int)_limit)
                {
                    _inFlight++;
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Exit()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _inFlight--;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>A request was answered.</summary>
    public void Succeeded()
    {
        lock (_lock) _limit = Math.Min(_max, _limit + (1 / _limit));
    }

    /// <summary>The endpoint refused a request for its rate.</summary>
    /// <param name="sentAt">When the request was sent: refusals of requests sent before the last decrease tell nothing new.</param>
    /// <param name="retryAfter">How long the endpoint asks to wait, when it says so.</param>
    public void Throttled(DateTimeOffset sentAt, TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var until = now + (retryAfter ?? DefaultPause);
            if (until > _pausedUntil) _pausedUntil = until;
            if (sentAt < _lastDecrease) return;
            _limit = Math.Max(1, _limit / 2);
            _lastDecrease = now;
        }
    }

    private TimeSpan Remaining()
    {
        var remaining = _pausedUntil - _time.GetUtcNow();
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
