namespace Snapshotter.Core.Concurrency;

/// <summary>Lets one who waits for work be woken: however many call <see cref="Set"/> before anyone waits, one wake-up is kept.</summary>
internal sealed class WakeUp : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);

    /// <summary>Wakes one who waits, or the next who does.</summary>
    public void Set()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // A wake-up already waits to be seen.
        }
    }

    /// <summary>Spends the wake-up that is kept: what it stands for is looked at now.</summary>
    public void Reset() => _signal.Wait(0, CancellationToken.None);

    /// <summary>Waits for a wake-up.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task WaitAsync(CancellationToken cancellationToken) => _signal.WaitAsync(cancellationToken);

    /// <summary>Waits for a wake-up, at most for <paramref name="longest"/>.</summary>
    public async ValueTask WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _signal.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The wait is over; whoever waited looks again.
        }
    }

    public void Dispose() => _signal.Dispose();
}
