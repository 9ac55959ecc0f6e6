using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Collections;

/// <summary>Adds up the two tokens of each part, tokens in the order in which they appear first.</summary>
internal sealed class TokenLedger<T> where T : struct, IAmount<T>
{
    private readonly OrderedDictionary<Address, Account> _accounts = [];

    /// <summary>Takes a part. The last price given for a token is the one that stays.</summary>
    public void Add(PairPart<T> part)
    {
        var (token0, token1) = (AccountOf(part.Pair.Token0), AccountOf(part.Pair.Token1));
        if (part.Reserves is { } reserves)
        {
            token0.Liquidity += reserves.Token0Usd;
            token0.Price = reserves.Price0.Value;
            token1.Liquidity += reserves.Token1Usd;
            token1.Price = reserves.Price1.Value;
        }

        if (part.Volume is { } volume)
        {
            token0.Volume += volume.Totals.Token0Usd;
            token1.Volume += volume.Totals.Token1Usd;
        }
    }

    /// <summary>All tokens, compared with earlier prices by checksummed address.</summary>
    public IEnumerable<TopToken<T>> Tokens(Dictionary<string, double> pricesBefore) => _accounts.Values.Select(account => new TopToken<T>(
        account.Token,
        account.Price,
        pricesBefore.TryGetValue(account.Token.Address.ToChecksumString(), out var before) && before > 0 ? (account.Price - before) / before * 100 : 0,
        account.Volume,
        account.Liquidity));

    private Account AccountOf(TokenMetadata token)
    {
        if (!_accounts.TryGetValue(token.Address, out var account)) _accounts.Add(token.Address, account = new Account(token));
        return account;
    }

    private sealed class Account(TokenMetadata token)
    {
        public TokenMetadata Token => token;

        public double Price { get; set; }

        public T Liquidity { get; set; }

        public T Volume { get; set; }
    }
}
