using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage.Pins;

namespace Snapshotter.Tests.Core.Storage.Kubo;

/// <summary>A pin queue that cancels once nothing waits in it any more.</summary>
internal sealed class DrainedQueue(IPinQueue inner, CancellationTokenSource drained) : IPinQueue
{
    public ValueTask<IReadOnlyList<Pin>> DueAsync(int max, CancellationToken cancellationToken) => inner.DueAsync(max, cancellationToken);

    public async ValueTask PinnedAsync(IReadOnlyCollection<Pin> pins, CancellationToken cancellationToken)
    {
        await inner.PinnedAsync(pins, cancellationToken);
        await CheckAsync();
    }

    public ValueTask RetryAsync(Pin pin, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        inner.RetryAsync(pin, reason, notBefore, cancellationToken);

    public async ValueTask GiveUpAsync(Pin pin, string reason, CancellationToken cancellationToken)
    {
        await inner.GiveUpAsync(pin, reason, cancellationToken);
        await CheckAsync();
    }

    public ValueTask<int> RetryFailedAsync(CancellationToken cancellationToken) => inner.RetryFailedAsync(cancellationToken);

    public ValueTask<int> QueueAsync(long epochId, IReadOnlyCollection<Cid> cids, CancellationToken cancellationToken) => inner.QueueAsync(epochId, cids, cancellationToken);

    public ValueTask<PinDepth> DepthAsync(CancellationToken cancellationToken) => inner.DepthAsync(cancellationToken);

    public ValueTask<IReadOnlyList<FailedPin>> FailedAsync(int limit, CancellationToken cancellationToken) => inner.FailedAsync(limit, cancellationToken);

    private async Task CheckAsync()
    {
        if ((await inner.DepthAsync(CancellationToken.None)).Waiting == 0) await drained.CancelAsync();
    }
}
