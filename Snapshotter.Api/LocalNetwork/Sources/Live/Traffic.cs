using System.Numerics;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Sources.Live;

/// <summary>What happens on the exchange block by block: the same seed gives the same trades.</summary>
internal sealed class Traffic(Exchange exchange, ScriptedAccount trader, int seed)
{
    private static readonly Address Somebody = Address.Parse("0x00000000000000000000000000000000000a11ce");

    private readonly Random _random = new(seed);

    /// <summary>Mines a block: a swap in every pair, now and then somebody who puts in or takes out, and a transfer.</summary>
    public async Task MineAsync(CancellationToken cancellationToken)
    {
        foreach (var pool in exchange.Pools)
        {
            Swap(pool);
            switch (_random.Next(10))
            {
                case 0:
                    trader.Call(exchange.Router, Trades.AddLiquidity(pool, Part(pool.AmountA, 20), Part(pool.AmountB, 20), trader.Address));
                    break;
                case 1:
                    trader.Call(exchange.Router, Trades.RemoveLiquidity(pool, Part(pool.Shares, 10), trader.Address));
                    break;
            }
        }

        var token = exchange.Tokens[_random.Next(exchange.Tokens.Count)];
        trader.Call(token.Address, Trades.Transfer(Somebody, token.Units(1 + _random.Next(100))));
        await trader.MineAsync(cancellationToken);
    }

    private void Swap(Pool pool)
    {
        var size = 1 + _random.Next(40);
        trader.Call(exchange.Router, _random.Next(2) == 0
            ? Trades.Swap(pool.A, pool.B, Part(pool.AmountA, size), trader.Address)
            : Trades.Swap(pool.B, pool.A, Part(pool.AmountB, size), trader.Address));
    }

    private static BigInteger Part(BigInteger amount, int tenThousandths) => amount * tenThousandths / 10_000;
}
