using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage.Pins;

/// <summary>
/// The contents that wait to be pinned. One enters in the transaction that stores it and leaves when it is pinned; what is not pinned by
/// the end of its retention leaves with its content. Pinning twice equals pinning once, so nobody needs to hold a content meanwhile.
/// </summary>
public interface IPinQueue
{
    /// <summary>Up to <paramref name="max"/> due contents, lowest epoch first; waits until there is one.</summary>
    ValueTask<IReadOnlyList<Pin>> DueAsync(int max, CancellationToken cancellationToken);

    /// <summary>Takes contents that are pinned out of the queue.</summary>
    ValueTask PinnedAsync(IReadOnlyCollection<Pin> pins, CancellationToken cancellationToken);

    /// <summary>Lets a content be tried again at <paramref name="notBefore"/>.</summary>
    ValueTask RetryAsync(Pin pin, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken);

    /// <summary>Keeps a content as failed, with the reason, until its retention ends or <see cref="RetryFailedAsync"/>.</summary>
    ValueTask GiveUpAsync(Pin pin, string reason, CancellationToken cancellationToken);

    /// <summary>Lets all failed contents be tried again from the first attempt on, and returns how many there were.</summary>
    ValueTask<int> RetryFailedAsync(CancellationToken cancellationToken);

    /// <summary>Queues contents that are stored here once more, whether or not they are pinned, and returns how many there are.</summary>
    ValueTask<int> QueueAsync(long epochId, IReadOnlyCollection<Cid> cids, CancellationToken cancellationToken);

    /// <summary>How many contents wait and how many failed.</summary>
    ValueTask<PinDepth> DepthAsync(CancellationToken cancellationToken);

    /// <summary>Failed contents, latest epoch first.</summary>
    ValueTask<IReadOnlyList<FailedPin>> FailedAsync(int limit, CancellationToken cancellationToken);
}
