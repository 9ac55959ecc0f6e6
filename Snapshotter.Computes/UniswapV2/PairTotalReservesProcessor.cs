using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Computes.UniswapV2.Pricing;
using Snapshotter.Computes.UniswapV2.Reserves;
using Snapshotter.Computes.UniswapV2.Snapshots;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Numerics;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2;

/// <summary>Builds <see cref="PairTotalReservesSnapshot"/>s (upstream pair_total_reserves).</summary>
internal sealed class PairTotalReservesProcessor(PricedPairReader pairs) : ISnapshotProcessor
{
    /// <inheritdoc/>
    public DataSourceShape SourceShape => DataSourceShape.Address;

    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken)
    {
        var address = PairSource.AddressOf(source);
        var ((priced, reserves), blocks) = await Reads.BothAsync(
            Reads.BothAsync(pairs.ReadAsync(address, chain, cancellationToken), ReservesReader.ReadAsync(address, chain, cancellationToken)),
            BlockDetails.ReadAsync(chain, cancellationToken));
        return new PairTotalReservesSnapshot(
            source!.Value,
            blocks,
            SideOf(reserves, static entry => entry.Reserve0, priced.Pair.Token0.Decimals, priced.Prices0),
            SideOf(reserves, static entry => entry.Reserve1, priced.Pair.Token1.Decimals, priced.Prices1));
    }

    private static TokenSide SideOf(PairReserves[] reserves, Func<PairReserves, UInt128> select, int decimals, double[] prices)
    {
        var amounts = new double[reserves.Length];
        var usd = new double[reserves.Length];
        for (var block = 0; block < reserves.Length; block++)
        {
            var unchanged = block > 0 && select(reserves[block]) == select(reserves[block - 1]);
            amounts[block] = unchanged ? amounts[block - 1] : ExactDivision.ByPowerOfTen(select(reserves[block]), decimals);
            usd[block] = amounts[block] * prices[block];
        }

        return new TokenSide(amounts, usd, prices);
    }
}
