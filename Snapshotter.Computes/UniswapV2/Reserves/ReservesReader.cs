using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Reserves;

/// <summary>Reads a pair's reserves at the end of every block of the epoch, once for all who ask.</summary>
internal static class ReservesReader
{
    /// <summary>The reserves, one entry per block in order.</summary>
    /// <exception cref="SnapshotException">The pair does not exist at one of the blocks, or the contract is no pair.</exception>
    public static ValueTask<PairReserves[]> ReadAsync(Address pair, ISourceChain chain, CancellationToken cancellationToken) =>
        chain.OnceAsync(new Key(pair), (shared, token) => ReadAllAsync(pair, shared, token), cancellationToken);

    private static async ValueTask<PairReserves[]> ReadAllAsync(Address pair, ISourceChain chain, CancellationToken cancellationToken)
    {
        try
        {
            return await Reads.AllAsync(chain.Epoch.Size, (pair, chain, cancellationToken), static (state, index) => ReadBlockAsync(state.pair, state.chain, index, state.cancellationToken));
        }
        catch (FormatException exception)
        {
            throw new SnapshotException($"{chain.Epoch}: {pair} is no Uniswap v2 pair: {exception.Message}", exception);
        }
    }

    private static async ValueTask<PairReserves> ReadBlockAsync(Address pair, ISourceChain chain, int index, CancellationToken cancellationToken)
    {
        var block = chain.Epoch.Begin + index;
        return await chain.ViewAsync(PairContract.Reserves, pair, block, cancellationToken)
            ?? throw new SnapshotException($"{chain.Epoch}: pair {pair} has no reserves at block {block}: it did not exist yet.");
    }

    private sealed record Key(Address Pair);
}
