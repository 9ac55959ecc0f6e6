using System.Numerics;
using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Computes.UniswapV2.Reserves;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Numerics;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Pricing;

/// <summary>What one unit of a whitelisted token buys in ether at every block: the router's getAmountsOut, fee and price impact included.</summary>
/// <remarks>
/// The router's answer is a function of one pair's reserves, so where the chain derives from logs it is computed from them. Otherwise
/// the router is called at every block.
/// </remarks>
internal sealed class DerivedEtherReader(UniswapV2Settings settings, PairReader pairs)
{
    private const int WethDecimals = 18;

    /// <summary>10^77 is the largest power of ten below 2^256.</summary>
    private const int MaxUnitDecimals = 77;

    /// <summary>One amount of ether per block in order; ones for WETH itself.</summary>
    /// <exception cref="SnapshotException">The router reverts at one of the blocks: there is no pair with WETH, or it is empty.</exception>
    public ValueTask<double[]> ReadAsync(Address white, ISourceChain chain, CancellationToken cancellationToken) =>
        chain.OnceAsync(new Key(white), (shared, token) => DeriveAsync(white, shared, token), cancellationToken);

    private async ValueTask<double[]> DeriveAsync(Address white, ISourceChain chain, CancellationToken cancellationToken)
    {
        if (white == settings.Weth)
        {
            var ones = new double[chain.Epoch.Size];
            Array.Fill(ones, 1.0);
            return ones;
        }

        var amounts = chain.DerivesFromLogs ? await ComputeAsync(white, chain, cancellationToken) : await CallAsync(white, chain, cancellationToken);
        return Array.ConvertAll(amounts, static amount => ExactDivision.ByPowerOfTen(amount, WethDecimals));
    }

    private async ValueTask<BigInteger[]> ComputeAsync(Address white, ISourceChain chain, CancellationToken cancellationToken)
    {
        var (token, pair) = await Reads.BothAsync(pairs.TokenAsync(white, chain, cancellationToken), pairs.FindAsync(settings.Weth, white, chain, cancellationToken));
        if (pair is null) throw new SnapshotException($"{chain.Epoch}: {white} cannot be priced in ether, it has no pair with WETH.");

        var reserves = await ReservesReader.ReadAsync(pair.Value, chain, cancellationToken);
        var unit = Unit(token, chain);
        var amounts = new BigInteger[reserves.Length];
        for (var block = 0; block < amounts.Length; block++)
        {
            var (reserveIn, reserveOut) = white < settings.Weth ? (reserves[block].Reserve0, reserves[block].Reserve1) : (reserves[block].Reserve1, reserves[block].Reserve0);
            amounts[block] = RouterContract.AmountOut(unit, reserveIn, reserveOut)
                ?? throw new SnapshotException($"{chain.Epoch}: {white} cannot be priced in ether at block {chain.Epoch.Begin + block}, the reserves of its pair {pair} with WETH allow no swap.");
        }

        return amounts;
    }

    private async ValueTask<BigInteger[]> CallAsync(Address white, ISourceChain chain, CancellationToken cancellationToken)
    {
        var token = await pairs.TokenAsync(white, chain, cancellationToken);
        var call = RouterContract.GetAmountsOut(Unit(token, chain), white, settings.Weth);
        var answers = await Reads.AllAsync(chain.Epoch.Size, (settings.Router, call, chain, cancellationToken), static (state, index) =>
            state.chain.CallAsync(state.Router, state.call, state.chain.Epoch.Begin + index, state.cancellationToken));
        return Array.ConvertAll(answers, answer => Read(white, chain, answer));
    }

    private static BigInteger Read(Address white, ISourceChain chain, ReadOnlyMemory<byte> answer)
    {
        try
        {
            return RouterContract.ReadAmountOut(answer.Span);
        }
        catch (FormatException exception)
        {
            throw new SnapshotException($"{chain.Epoch}: the router's price of {white} in ether cannot be read: {exception.Message}", exception);
        }
    }

    private static BigInteger Unit(TokenMetadata token, ISourceChain chain) => token.Decimals <= MaxUnitDecimals
        ? BigInteger.Pow(10, token.Decimals)
        : throw new SnapshotException($"{chain.Epoch}: {token.Address} cannot be priced in ether, one unit of its {token.Decimals} decimals is more than a uint256 holds.");

    private sealed record Key(Address White);
}
