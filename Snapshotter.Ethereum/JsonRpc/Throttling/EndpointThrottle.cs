namespace Snapshotter.Ethereum.JsonRpc.Throttling;

/// <summary>Everything that holds a request to one endpoint back: its plan's rate limits, its Retry-After, and its places.</summary>
internal sealed class EndpointThrottle
{
    private readonly RateLimiter _limiter;
    private readonly AdaptiveConcurrency _concurrency;
    private readonly TimeProvider _time;
    private readonly TimeSpan _maxWait;

    public EndpointThrottle(RateLimitSpec spec, int maxConcurrentRequests, TimeSpan maxWait, TimeProvider time)
    {
        _limiter = new RateLimiter(spec, time);
        _concurrency = new AdaptiveConcurrency(maxConcurrentRequests, time);
        _time = time;
        _maxWait = maxWait;
    }

    /// <summary>Whether the endpoint has asked for a pause that is not over.</summary>
    public bool IsPaused => _concurrency.Pause > TimeSpan.Zero;

    /// <summary>Waits for the request's turn.</summary>
    /// <returns>Null when it has come, and <see cref="Exit"/> must follow; otherwise the wait that would have been longer than allowed.</returns>
    public async ValueTask<TimeSpan?> EnterAsync(int cost, CancellationToken cancellationToken)
    {
        await _concurrency.EnterAsync(cancellationToken);
        var entered = false;
        try
        {
            var deadline = _time.GetUtcNow() + _maxWait;
            while (true)
            {
                var wait = _concurrency.Pause;
                if (wait == TimeSpan.Zero) wait = _limiter.TryTake(cost);
                if (wait == TimeSpan.Zero)
                {
                    entered = true;
                    return null;
                }

                if (_time.GetUtcNow() + wait > deadline) return wait;
                await Task.Delay(wait, _time, cancellationToken);
            }
        }
        finally
        {
            if (!entered) _concurrency.Exit();
        }
    }

    /// <summary>The request has ended.</summary>
    public void Exit() => _concurrency.Exit();

    /// <summary>The request was answered.</summary>
    public void Succeeded() => _concurrency.Succeeded();

    /// <summary>The endpoint refused the request for its rate.</summary>
    public void Throttled(DateTimeOffset sentAt, TimeSpan? retryAfter) => _concurrency.Throttled(sentAt, retryAfter);
}
