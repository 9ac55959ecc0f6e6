using Snapshotter.Ethereum.JsonRpc.Subscriptions;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>Keeps the subscription going for as long as the node runs.</summary>
public sealed class AnchorSubscription(ChainSubscription subscription, TimeProvider time) : IPipelinePart
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await subscription.RunAsync(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }
}
