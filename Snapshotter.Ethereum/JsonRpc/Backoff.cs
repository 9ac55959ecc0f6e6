namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>How long to wait before a call is sent again: exponential with full jitter.</summary>
/// <remarks>It is a function of the failures in a row of the call itself, so a success leaves nothing to reset.</remarks>
internal sealed class Backoff(TimeSpan baseDelay, TimeSpan maxDelay, Random random)
{
    private readonly Lock _lock = new();

    /// <summary>A random wait below base x 2^(failures-1), and below the longest one.</summary>
    public TimeSpan Delay(int failures)
    {
        var ceiling = Ceiling(failures);
        lock (_lock) return ceiling * random.NextDouble();
    }

    /// <summary>What the wait stays below.</summary>
    public TimeSpan Ceiling(int failures)
    {
        var ceiling = baseDelay * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        return ceiling < maxDelay ? ceiling : maxDelay;
    }
}
