using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Pairs;

/// <summary>Reads what never changes of pairs and their tokens (spec 8.1), once per epoch for all who ask.</summary>
internal sealed class PairReader(UniswapV2Settings settings)
{
    private const string MakerName = "Maker";
    private const string MakerSymbol = "MKR";

    /// <summary>The addresses of a pair's tokens.</summary>
    /// <exception cref="SnapshotException">The contract is no pair.</exception>
    public static ValueTask<PairTokens> TokensAsync(Address pair, ISourceChain chain, CancellationToken cancellationToken) =>
        chain.OnceAsync(new TokensKey(pair), (shared, token) => ReadTokensAsync(pair, shared, token), cancellationToken);

    /// <summary>A pair's tokens with all they say of themselves.</summary>
    /// <exception cref="SnapshotException">The contract is no pair, or a token's answers cannot be read.</exception>
    public ValueTask<PairMetadata> MetadataAsync(Address pair, ISourceChain chain, CancellationToken cancellationToken) =>
        chain.OnceAsync(new MetadataKey(pair), (shared, token) => ReadMetadataAsync(pair, shared, token), cancellationToken);

    /// <summary>What a token says of itself.</summary>
    /// <exception cref="SnapshotException">An answer cannot be read, as with tokens (other than Maker) whose name is a bytes32.</exception>
    public ValueTask<TokenMetadata> TokenAsync(Address token, ISourceChain chain, CancellationToken cancellationToken) =>
        chain.OnceAsync(new TokenKey(token), (shared, cancellation) => ReadTokenAsync(token, shared, cancellation), cancellationToken);

    /// <summary>The pair of two tokens, or null when the factory knows none. The answer is kept for good, as upstream keeps it: a pair created later is not noticed.</summary>
    /// <exception cref="SnapshotException">The factory's answer is no address.</exception>
    public async ValueTask<Address?> FindAsync(Address tokenA, Address tokenB, ISourceChain chain, CancellationToken cancellationToken)
    {
        var answer = await chain.ConstantAsync(settings.Factory, FactoryContract.GetPair(tokenA, tokenB), cancellationToken);
        var pair = Read(settings.Factory, "getPair", answer, static data => AbiWord.ReadAddress(AbiWord.At(data, 0)));
        return pair.IsZero ? null : pair;
    }

    private static async ValueTask<PairTokens> ReadTokensAsync(Address pair, ISourceChain chain, CancellationToken cancellationToken)
    {
        var (token0, token1) = await Reads.BothAsync(
            chain.ConstantAsync(pair, PairContract.Token0, cancellationToken),
            chain.ConstantAsync(pair, PairContract.Token1, cancellationToken));
        return new PairTokens(
            Read(pair, "token0", token0, static data => AbiWord.ReadAddress(AbiWord.At(data, 0))),
            Read(pair, "token1", token1, static data => AbiWord.ReadAddress(AbiWord.At(data, 0))));
    }

    private async ValueTask<PairMetadata> ReadMetadataAsync(Address pair, ISourceChain chain, CancellationToken cancellationToken)
    {
        var tokens = await TokensAsync(pair, chain, cancellationToken);
        var (token0, token1) = await Reads.BothAsync(TokenAsync(tokens.Token0, chain, cancellationToken), TokenAsync(tokens.Token1, chain, cancellationToken));
        return new PairMetadata(pair, token0, token1);
    }

    private async ValueTask<TokenMetadata> ReadTokenAsync(Address token, ISourceChain chain, CancellationToken cancellationToken)
    {
        var decimals = chain.ConstantAsync(token, TokenContract.Decimals, cancellationToken);

        // Maker's contract answers name and symbol as bytes32, so they are not asked.
        if (token == settings.Maker) return new TokenMetadata(token, MakerName, MakerSymbol, ReadDecimals(token, await decimals));

        var ((name, symbol), number) = await Reads.BothAsync(
            Reads.BothAsync(chain.ConstantAsync(token, TokenContract.Name, cancellationToken), chain.ConstantAsync(token, TokenContract.Symbol, cancellationToken)),
            decimals);
        return new TokenMetadata(
            token,
            Read(token, "name", name, TokenContract.ReadText),
            Read(token, "symbol", symbol, TokenContract.ReadText),
            ReadDecimals(token, number));
    }

    private static int ReadDecimals(Address token, ReadOnlyMemory<byte> answer) => Read(token, "decimals", answer, TokenContract.ReadDecimals);

    private static T Read<T>(Address contract, string function, ReadOnlyMemory<byte> answer, Func<ReadOnlySpan<byte>, T> read)
    {
        if (answer.IsEmpty) throw new SnapshotException($"{function}() of {contract} gives no answer: no such contract is at that address.");
        try
        {
            return read(answer.Span);
        }
        catch (FormatException exception)
        {
            throw new SnapshotException($"The answer to {function}() of {contract} cannot be read: {exception.Message}", exception);
        }
    }

    private sealed record TokensKey(Address Pair);

    private sealed record MetadataKey(Address Pair);

    private sealed record TokenKey(Address Token);
}
