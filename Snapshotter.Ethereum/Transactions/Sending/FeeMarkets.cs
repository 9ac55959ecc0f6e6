using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>Reads what the chain says before transactions are signed; its id, which never changes, once.</summary>
internal sealed class FeeMarkets(RpcClient rpc, SendingOptions options)
{
    private long? _chainId;

    /// <summary>See <see cref="FeeMarket.ReadAsync"/>.</summary>
    public async Task<FeeMarket> ReadAsync(IReadOnlyList<SentTransaction> sent, CancellationToken cancellationToken)
    {
        var market = await FeeMarket.ReadAsync(rpc, options, _chainId, sent, cancellationToken);
        _chainId = market.ChainId;
        return market;
    }
}
