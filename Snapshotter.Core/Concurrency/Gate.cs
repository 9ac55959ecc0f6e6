namespace Snapshotter.Core.Concurrency;

/// <summary>Lets one inside at a time.</summary>
public abstract class Gate : IDisposable
{
    private readonly SemaphoreSlim _free = new(1, 1);
    private int _waiting;

    /// <summary>How many wait.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits until nobody else is inside, and runs something.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited.</exception>
    public async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> action, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        try
        {
            return await action();
        }
        finally
        {
            _free.Release();
        }
    }

    private async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        if (_free.Wait(0, CancellationToken.None)) return;
        Interlocked.Increment(ref _waiting);
        try
        {
            await _free.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _free.Dispose();
        GC.SuppressFinalize(this);
    }
}
