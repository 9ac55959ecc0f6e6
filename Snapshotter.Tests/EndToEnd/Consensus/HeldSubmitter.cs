using Snapshotter.Core.Submission;
using Snapshotter.Core.Submission.Outbox;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>Stands still before the first submissions are delivered, and tells how that ended.</summary>
internal sealed class HeldSubmitter(ISubmitter inner) : ISubmitter
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<IReadOnlyList<Delivery>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when there is something to deliver.</summary>
    public Task Reached => _reached.Task;

    /// <summary>How the first delivery ended.</summary>
    public Task<IReadOnlyList<Delivery>> Outcome => _outcome.Task;

    /// <summary>Goes on.</summary>
    public void LetGo() => _go.TrySetResult();

    public async Task<IReadOnlyList<Delivery>> DeliverAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken windowClosed, CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        await _go.Task.WaitAsync(cancellationToken);
        try
        {
            var deliveries = await inner.DeliverAsync(entries, windowClosed, cancellationToken);
            _outcome.TrySetResult(deliveries);
            return deliveries;
        }
        catch (Exception exception)
        {
            _outcome.TrySetException(exception);
            throw;
        }
    }
}
