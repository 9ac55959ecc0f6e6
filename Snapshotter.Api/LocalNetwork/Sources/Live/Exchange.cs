using System.Numerics;
using System.Text;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions;

namespace Snapshotter.Api.LocalNetwork.Sources.Live;

/// <summary>Uniswap v2 on a chain of its own: factory, router, wrapped ether, tokens and pairs that hold something.</summary>
/// <param name="Factory">The factory.</param>
/// <param name="Router">The router.</param>
/// <param name="Tokens">The tokens, wrapped ether first.</param>
/// <param name="Pools">The pairs.</param>
internal sealed record Exchange(Address Factory, Address Router, IReadOnlyList<Token> Tokens, IReadOnlyList<Pool> Pools)
{
    private static readonly AbiFunction Deposit = AbiFunction.Parse("deposit()");
    private static readonly AbiFunction Approve = AbiFunction.Parse("approve(address spender, uint256 amount)");
    private static readonly AbiFunction CreatePair = AbiFunction.Parse("createPair(address tokenA, address tokenB)");
    private static readonly AbiConstructor FactoryConstructor = new([new AbiParameter("feeToSetter", AbiType.Parse("address"))]);
    private static readonly AbiConstructor RouterConstructor = new([new AbiParameter("factory", AbiType.Parse("address")), new AbiParameter("weth", AbiType.Parse("address"))]);

    /// <summary>What each pair holds at first, in whole tokens.</summary>
    private static readonly (string A, long AmountA, string B, long AmountB)[] Seeds =
    [
        ("DAI", 2_000_000, "WETH", 1000), ("USDC", 2_000_000, "WETH", 1000), ("USDT", 1_000_000, "WETH", 500),
        ("ALPHA", 400_000, "WETH", 1000), ("BETA", 4_000_000, "WETH", 1000), ("ALPHA", 100_000, "USDC", 500_000),
    ];

    /// <summary>Deploys everything.</summary>
    public static async Task<Exchange> DeployAsync(RpcClient rpc, ScriptedAccount trader, UniswapCode code, CancellationToken cancellationToken)
    {
        var factory = trader.Deploy(FactoryConstructor.EncodeDeployment(code.Factory, [trader.Address]));
        Token[] tokens =
        [
            new("WETH", "Wrapped Ether", 18, trader.Deploy(code.Weth)),
            new("DAI", "Local Dai", 18, trader.Deploy(code.Weth)), new("USDC", "Local USD Coin", 6, trader.Deploy(code.Weth)), new("USDT", "Local Tether", 6, trader.Deploy(code.Weth)),
            new("ALPHA", "Alpha", 18, trader.Deploy(code.Weth)), new("BETA", "Beta", 8, trader.Deploy(code.Weth)),
        ];
        var router = trader.Deploy(RouterConstructor.EncodeDeployment(code.Router, [factory, tokens[0].Address]));
        await trader.MineAsync(cancellationToken);
        await NameAsync(rpc, tokens, cancellationToken);

        foreach (var token in tokens)
        {
            trader.Call(token.Address, Deposit.EncodeCall([]), token.Units(100_000_000));
            trader.Call(token.Address, Approve.EncodeCall([router, Max]));
        }

        Pool[] pools = [.. Seeds.Select(seed => PoolOf(factory, code.PairHash, Find(tokens, seed.A), Find(tokens, seed.B), seed.AmountA, seed.AmountB))];
        foreach (var pool in pools) trader.Call(factory, CreatePair.EncodeCall([pool.A.Address, pool.B.Address]));
        await trader.MineAsync(cancellationToken);
        foreach (var pool in pools)
        {
            trader.Call(router, Trades.AddLiquidity(pool, pool.AmountA, pool.AmountB, trader.Address));
            trader.Call(pool.Address, Approve.EncodeCall([router, Max]));
        }

        await trader.MineAsync(cancellationToken);
        return new Exchange(factory, router, tokens, pools);
    }

    private static BigInteger Max => BigInteger.Pow(2, 256) - 1;

    private static Token Find(Token[] tokens, string symbol) => Array.Find(tokens, token => token.Symbol == symbol)!;

    private static Pool PoolOf(Address factory, Hash32 pairHash, Token a, Token b, long wholeA, long wholeB)
    {
        var (first, second) = a.Address < b.Address ? (a.Address, b.Address) : (b.Address, a.Address);
        var address = ContractAddress.Create2(factory, Keccak256.Hash([.. first.Bytes, .. second.Bytes]), pairHash);
        return new Pool(address, a, b, a.Units(wholeA), b.Units(wholeB));
    }

    // WETH9 keeps name, symbol and decimals in its first three places.
    private static async Task NameAsync(RpcClient rpc, Token[] tokens, CancellationToken cancellationToken)
    {
        var batch = rpc.CreateBatch("script");
        foreach (var token in tokens)
        {
            batch.Raw("anvil_setStorageAt", token.Address.ToString(), Place(0), Hex.Prefixed(ShortText(token.Name)));
            batch.Raw("anvil_setStorageAt", token.Address.ToString(), Place(1), Hex.Prefixed(ShortText(token.Symbol)));
            batch.Raw("anvil_setStorageAt", token.Address.ToString(), Place(2), Hex.Prefixed([.. new byte[31], (byte)token.Decimals]));
        }

        await batch.SendAsync(cancellationToken);
    }

    private static string Place(byte number) => Hex.Prefixed([.. new byte[31], number]);

    private static byte[] ShortText(string text)
    {
        var place = new byte[32];
        Encoding.ASCII.GetBytes(text, place);
        place[31] = (byte)(text.Length * 2);
        return place;
    }
}
