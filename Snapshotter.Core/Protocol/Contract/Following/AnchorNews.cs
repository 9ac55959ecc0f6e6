using Snapshotter.Core.Concurrency;
using Snapshotter.Ethereum.JsonRpc.Subscriptions;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>News from a subscription.</summary>
public sealed class AnchorNews : IAnchorNews, IDisposable
{
    private readonly ChainSubscription _subscription;
    private readonly TimeProvider _time;
    private readonly WakeUp _news = new();

    /// <summary>Listens to <paramref name="subscription"/>; heads that it tells of go to <paramref name="head"/>.</summary>
    public AnchorNews(ChainSubscription subscription, AnchorHead head, TimeProvider time)
    {
        _subscription = subscription;
        _time = time;
        subscription.HeadSeen += head.Saw;
        subscription.NewsCame += _news.Set;
    }

    /// <inheritdoc/>
    public bool AreLive => _subscription.IsLive;

    /// <inheritdoc/>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _news.WaitAsync(atMost, _time, cancellationToken).AsTask();

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription.NewsCame -= _news.Set;
        _news.Dispose();
    }
}
