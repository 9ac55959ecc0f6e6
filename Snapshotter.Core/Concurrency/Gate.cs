namespace Snapshotter.Core.Concurrency;

/// <summary>Lets one inside at a time.</summary>
public abstract class Gate : IDisposable
{
    private readonly SemaphoreSlim _free = new(1, 1);

    /// <summary>Waits until nobody else is inside, and runs something.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled while it waited.</exception>
    public async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> action, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await action();
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _free.Dispose();
        GC.SuppressFinalize(this);
    }
}
