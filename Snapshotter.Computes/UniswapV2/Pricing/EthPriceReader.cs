using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Computes.UniswapV2.Reserves;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Numerics;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Pricing;

/// <summary>
/// The price of ether in US dollars at every block (spec 7.2): the prices in three pools, weighted by the ether they hold. The order of
/// the operations decides the last bits of the double, so it stays as it is.
/// </summary>
internal sealed class EthPriceReader(UniswapV2Settings settings)
{
    private const int WethDecimals = 18;

    private static readonly object Once = new();

    /// <summary>One price per block in order.</summary>
    /// <exception cref="SnapshotException">A pool does not exist or holds no WETH at one of the blocks.</exception>
    public ValueTask<double[]> ReadAsync(ISourceChain chain, CancellationToken cancellationToken) =>
        chain.OnceAsync(Once, ReadPoolsAsync, cancellationToken);

    private async ValueTask<double[]> ReadPoolsAsync(ISourceChain chain, CancellationToken cancellationToken)
    {
        var pools = settings.EthPricePools;
        var reserves = await Reads.AllAsync(pools.Count, (pools, chain, cancellationToken), static (state, index) =>
            ReservesReader.ReadAsync(state.pools[index].Pair, state.chain, state.cancellationToken));

        var prices = new double[chain.Epoch.Size];
        Span<double> stables = stackalloc double[pools.Count];
        Span<double> ethers = stackalloc double[pools.Count];
        for (var block = 0; block < prices.Length; block++)
        {
            for (var pool = 0; pool < pools.Count; pool++)
            {
                (stables[pool], ethers[pool]) = Amounts(pools[pool], reserves[pool][block]);
                if (ethers[pool] == 0)
                    throw new SnapshotException($"{chain.Epoch}: the price of ether is undefined, pool {pools[pool].Pair} holds no WETH at block {chain.Epoch.Begin + block}.");
            }

            prices[block] = WeightedPrice(stables, ethers);
        }

        return prices;
    }

    private static (double Stable, double Ether) Amounts(EthPricePool pool, PairReserves reserves)
    {
        var (stable, ether) = pool.WethIsToken0 ? (reserves.Reserve1, reserves.Reserve0) : (reserves.Reserve0, reserves.Reserve1);
        return (ExactDivision.ByPowerOfTen(stable, pool.StableDecimals), ExactDivision.ByPowerOfTen(ether, WethDecimals));
    }

    private static double WeightedPrice(ReadOnlySpan<double> stables, ReadOnlySpan<double> ethers)
    {
        var liquidity = ethers[0];
        for (var i = 1; i < ethers.Length; i++) liquidity += ethers[i];

        var price = ethers[0] / liquidity * (stables[0] / ethers[0]);
        for (var i = 1; i < ethers.Length; i++) price += ethers[i] / liquidity * (stables[i] / ethers[i]);
        return price;
    }
}
