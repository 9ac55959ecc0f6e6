using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage.Pins;

namespace Snapshotter.Api.Chaos.Node;

/// <summary>A pin queue that fails where fault points are armed.</summary>
internal sealed class FaultyPinQueue(IPinQueue queue, FaultPoints points) : IPinQueue
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Pin>> DueAsync(int max, CancellationToken cancellationToken) => Reading().DueAsync(max, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> QueueAsync(long epochId, IReadOnlyCollection<Cid> cids, CancellationToken cancellationToken) => Writing().QueueAsync(epochId, cids, cancellationToken);

    /// <inheritdoc/>
    public ValueTask PinnedAsync(IReadOnlyCollection<Pin> pins, CancellationToken cancellationToken) => Writing().PinnedAsync(pins, cancellationToken);

    /// <inheritdoc/>
    public ValueTask RetryAsync(Pin pin, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken) => Writing().RetryAsync(pin, reason, notBefore, cancellationToken);

    /// <inheritdoc/>
    public ValueTask GiveUpAsync(Pin pin, string reason, CancellationToken cancellationToken) => Writing().GiveUpAsync(pin, reason, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> RetryFailedAsync(CancellationToken cancellationToken) => Writing().RetryFailedAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<PinDepth> DepthAsync(CancellationToken cancellationToken) => Reading().DepthAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FailedPin>> FailedAsync(int limit, CancellationToken cancellationToken) => Reading().FailedAsync(limit, cancellationToken);

    private IPinQueue Reading()
    {
        points.Pass(StoreFaults.PinRead);
        return queue;
    }

    private IPinQueue Writing()
    {
        points.Pass(StoreFaults.PinWrite);
        return queue;
    }
}
