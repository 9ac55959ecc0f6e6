using Snapshotter.Core.Concurrency;

namespace Snapshotter.Core.Submission.Outbox;

/// <summary>Tells whoever empties the outbox that there is something new in it.</summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly WakeUp _raised = new();

    /// <summary>There is something new.</summary>
    public void Raise() => _raised.Set();

    /// <summary>Ends when there is something new.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task WaitAsync(CancellationToken cancellationToken) => _raised.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _raised.Dispose();
}
