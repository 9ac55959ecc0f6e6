using Snapshotter.Core.Submission;
using Snapshotter.Core.Submission.Outbox;

namespace Snapshotter.Api.LocalNetwork.Faults;

/// <summary>Holds submissions back until their window has closed, and sends them then.</summary>
internal sealed class LateSubmitter(ISubmitter inner) : ISubmitter
{
    public async Task<IReadOnlyList<Delivery>> DeliverAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken windowClosed, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(windowClosed, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        var deliveries = await inner.DeliverAsync(entries, CancellationToken.None, cancellationToken);
        return [.. deliveries.Select(static delivery => delivery.Fate == DeliveryFate.Later ? Delivery.Refused(delivery.Reason) : delivery)];
    }
}
