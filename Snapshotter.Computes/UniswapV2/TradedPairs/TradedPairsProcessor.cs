using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.TradedPairs;

/// <summary>Builds a <see cref="TradedPairSnapshot"/> of every pair that traded, without a list of pairs and without a call beyond the receipts.</summary>
/// <param name="finder">Finds them.</param>
/// <param name="settings">The factory.</param>
/// <param name="anyFactory">Whether contracts are taken that speak as Uniswap v2 pairs do and are not the factory's, such as those of forks.</param>
internal sealed class TradedPairsProcessor(TradedPairFinder finder, UniswapV2Settings settings, bool anyFactory) : IBulkProcessor
{
    /// <summary>The class name of the one that takes the factory's pairs alone.</summary>
    public const string ClassName = "TradedPairsProcessor";

    /// <summary>The class name of the one that takes the pairs of any factory.</summary>
    public const string AnyFactoryClassName = "TradedPairsOfAnyFactoryProcessor";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BulkSnapshot>> BuildAsync(ISourceChain chain, CancellationToken cancellationToken)
    {
        var (pairs, blocks) = await Reads.BothAsync(finder.FindAsync(chain, cancellationToken), BlockDetails.ReadAsync(chain, cancellationToken));
        return
        [
            .. from pair in pairs
               where anyFactory || pair.Tokens is not null
               select new BulkSnapshot(
                   new DataSource(pair.Address.ToString()),
                   new TradedPairSnapshot(blocks.Epoch, blocks.Timestamp, pair.Address, pair.Tokens is null ? null : settings.Factory, pair.Tokens?.Token0, pair.Tokens?.Token1, pair.Events, pair.Reserves)),
        ];
    }
}
