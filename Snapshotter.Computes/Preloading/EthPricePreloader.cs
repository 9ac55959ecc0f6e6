using Snapshotter.Computes.UniswapV2.Pricing;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Preloading;

namespace Snapshotter.Computes.Preloading;

/// <summary>Computes the price of ether at the epoch's blocks (upstream eth_price).</summary>
internal sealed class EthPricePreloader(EthPriceReader price) : IPreloader
{
    /// <inheritdoc/>
    public async ValueTask PreloadAsync(ISourceChain chain, CancellationToken cancellationToken) => await price.ReadAsync(chain, cancellationToken);
}
