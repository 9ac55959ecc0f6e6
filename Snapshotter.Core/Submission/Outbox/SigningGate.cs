namespace Snapshotter.Core.Submission.Outbox;

/// <summary>
/// Keeps the signing of submissions and the rebuilding of epochs apart: what is about to be signed is not withdrawn, and what was withdrawn is not signed.
/// </summary>
public sealed class SigningGate : IDisposable
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
    public void Dispose() => _free.Dispose();
}
