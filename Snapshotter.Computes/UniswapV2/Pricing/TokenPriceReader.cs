using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Computes.UniswapV2.Reserves;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Numerics;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Pricing;

/// <summary>
/// The price of a token in US dollars at every block of the epoch (spec 8.2), computed once per epoch and token. Whitelisted tokens are
/// tried in order: the first that has a pair with the token, holding at least one ether's worth at every block, prices it.
/// </summary>
internal sealed class TokenPriceReader(UniswapV2Settings settings, PairReader pairs, EthPriceReader ethPrice, DerivedEtherReader derivedEther)
{
    /// <summary>The least ether's worth of the whitelisted token that a pair must hold.</summary>
    private const double MinEther = 1;

    /// <summary>One price per block in order; zeros when no whitelisted token prices it.</summary>
    /// <exception cref="SnapshotException">The prices cannot be computed from what is on the chain.</exception>
    public ValueTask<double[]> ReadAsync(Address token, ISourceChain chain, CancellationToken cancellationToken) => token == settings.Weth
        ? ethPrice.ReadAsync(chain, cancellationToken)
        : chain.OnceAsync(new Key(token), (shared, cancellation) => PriceAsync(token, shared, cancellation), cancellationToken);

    private async ValueTask<double[]> PriceAsync(Address token, ISourceChain chain, CancellationToken cancellationToken)
    {
        var (inEther, etherInUsd) = await Reads.BothAsync(PriceInEtherAsync(token, chain, cancellationToken), ethPrice.ReadAsync(chain, cancellationToken));
        var prices = new double[chain.Epoch.Size];
        if (inEther is null) return prices;
        for (var block = 0; block < prices.Length; block++) prices[block] = inEther[block] * etherInUsd[block];
        return prices;
    }

    private async ValueTask<double[]?> PriceInEtherAsync(Address token, ISourceChain chain, CancellationToken cancellationToken)
    {
        // One after the other: the original asks for a pair only when the ones before did not do, and so does a recording of it.
        foreach (var white in settings.Whitelist)
        {
            if (await pairs.FindAsync(white, token, chain, cancellationToken) is not { } pair) continue;
            if (await PriceByAsync(white, pair, chain, cancellationToken) is { } prices) return prices;
        }

        return null;
    }

    /// <summary>The token's price in ether by one pair, or null when the pair is too thin at any block.</summary>
    private async ValueTask<double[]?> PriceByAsync(Address white, Address pair, ISourceChain chain, CancellationToken cancellationToken)
    {
        var ((metadata, reserves), inEther) = await Reads.BothAsync(
            Reads.BothAsync(pairs.MetadataAsync(pair, chain, cancellationToken), ReservesReader.ReadAsync(pair, chain, cancellationToken)),
            derivedEther.ReadAsync(white, chain, cancellationToken));

        var prices = new double[reserves.Length];
        for (var block = 0; block < prices.Length; block++)
        {
            var (rate, held) = Rate(metadata, white, reserves[block]);
            if (held * inEther[block] < MinEther) return null;
            prices[block] = rate * inEther[block];
        }

        return prices;
    }

    /// <summary>How much of the whitelisted token one token is worth, and how much of it the pair holds.</summary>
    private static (double Rate, double Held) Rate(PairMetadata pair, Address white, PairReserves reserves)
    {
        if (reserves.Reserve0 == 0 || reserves.Reserve1 == 0) return (0, 0);
        var amount0 = ExactDivision.ByPowerOfTen(reserves.Reserve0, pair.Token0.Decimals);
        var amount1 = ExactDivision.ByPowerOfTen(reserves.Reserve1, pair.Token1.Decimals);
        return pair.Token0.Address == white ? (amount0 / amount1, amount0) : (amount1 / amount0, amount1);
    }

    private sealed record Key(Address Token);
}
