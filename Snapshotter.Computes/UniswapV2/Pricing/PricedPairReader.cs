using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Pricing;

/// <summary>Reads what every snapshot of a pair needs: its tokens and their prices.</summary>
internal sealed class PricedPairReader(PairReader pairs, TokenPriceReader prices)
{
    /// <summary>The pair, once per epoch for all its project types.</summary>
    /// <exception cref="SnapshotException">The contract is no pair, or the prices cannot be computed.</exception>
    public ValueTask<PricedPair> ReadAsync(Address pair, ISourceChain chain, CancellationToken cancellationToken) =>
        chain.OnceAsync(new Key(pair), (shared, token) => ReadOnceAsync(pair, shared, token), cancellationToken);

    private async ValueTask<PricedPair> ReadOnceAsync(Address pair, ISourceChain chain, CancellationToken cancellationToken)
    {
        var tokens = await PairReader.TokensAsync(pair, chain, cancellationToken);
        var (metadata, (prices0, prices1)) = await Reads.BothAsync(
            pairs.MetadataAsync(pair, chain, cancellationToken),
            Reads.BothAsync(prices.ReadAsync(tokens.Token0, chain, cancellationToken), prices.ReadAsync(tokens.Token1, chain, cancellationToken)));
        return new PricedPair(metadata, prices0, prices1);
    }

    private sealed record Key(Address Pair);
}
