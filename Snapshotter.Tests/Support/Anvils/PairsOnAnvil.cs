using System.Numerics;
using System.Text.Json.Nodes;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Support.Anvils;

/// <summary>
/// The three pairs that the price of ether is taken from, with their tokens and the factory, at their mainnet addresses. A transaction to a
/// pair sets its reserves and emits Sync and Swap, as a swap of the real contract does.
/// </summary>
internal static class PairsOnAnvil
{
    private static readonly Address Factory = Address.Parse("0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f");

    /// <summary>SLOAD of slots 0 and 1 as the first two words, zero as the third.</summary>
    private static readonly byte[] Reserves = Convert.FromHexString("60005460005260015460205260006040526060" + "6000f3");

    /// <summary>Answers the slot whose number is the exclusive or of both arguments, so that their order does not matter.</summary>
    private static readonly byte[] FindPair = Convert.FromHexString("6004356024351854600052" + "60206000f3");

    public static IReadOnlyList<Address> All { get; } = [.. SyntheticToken.Stables.Select(static stable => stable.Pair)];

    /// <summary>Puts the contracts there and mines them in.</summary>
    public static async Task DeployAsync(Anvil anvil)
    {
        var weth = SyntheticToken.Weth;
        await PutAsync(anvil, weth.Address, TokenCode(weth));
        await PutAsync(anvil, Factory, new Bytecode().Run("getPair(address tokenA, address tokenB) view returns (address)", FindPair));
        foreach (var (token, pair) in SyntheticToken.Stables)
        {
            await PutAsync(anvil, token.Address, TokenCode(token));
            await PutAsync(anvil, pair, PairCode(weth, token));
            var key = Word(Number(weth.Address) ^ Number(token.Address));
            await anvil.AskAsync("anvil_setStorageAt", Factory.ToString(), key, Word(Number(pair)));
        }

        await anvil.MineAsync([.. SyntheticToken.Stables.Select(static stable => Trade(stable.Pair, 0))]);
    }

    /// <summary>A trade after which the pair holds 1000 ether and about 1800 dollars for each; different steps give different reserves.</summary>
    public static JsonObject Trade(Address pair, int step)
    {
        var (token, _) = SyntheticToken.Stables.Single(stable => stable.Pair == pair);
        var ether = BigInteger.Pow(10, 18) * 1000;
        var dollars = BigInteger.Pow(10, token.Decimals) * (1_800_000 + step);
        var wethFirst = SyntheticToken.Weth.Address < token.Address;
        BigInteger[] words = [wethFirst ? ether : dollars, wethFirst ? dollars : ether, 1_000_000 + step, 1_000];
        return new JsonObject
        {
            ["from"] = Anvil.Account,
            ["to"] = pair.ToString(),
            ["gas"] = "0x30d40",
            ["input"] = "0x" + string.Concat(words.Select(static word => Word(word)[2..])),
        };
    }

    private static Bytecode TokenCode(SyntheticToken token) => new Bytecode()
        .Answer("name() view returns (string)", $"Token {token.Symbol}")
        .Answer("symbol() view returns (string)", token.Symbol)
        .Answer("decimals() view returns (uint8)", token.Decimals);

    private static Bytecode PairCode(SyntheticToken weth, SyntheticToken token)
    {
        var wethFirst = weth.Address < token.Address;
        return new Bytecode()
            .Answer("token0() view returns (address)", wethFirst ? weth.Address : token.Address)
            .Answer("token1() view returns (address)", wethFirst ? token.Address : weth.Address)
            .Run("getReserves() view returns (uint112, uint112, uint32)", Reserves)
            .Otherwise(TradeCode());
    }

    private static byte[] TradeCode()
    {
        var sync = AbiEvent.Parse("Sync(uint112 reserve0, uint112 reserve1)").Topic;
        var swap = AbiEvent.Parse("Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)").Topic;
        return
        [
            .. Convert.FromHexString("60003580600055600052"), // slot 0 and word 0 = first word of the call
            .. Convert.FromHexString("60203580600155602052"), // slot 1 and word 1 = second
            0x7f, .. sync.Bytes, .. Convert.FromHexString("60406000a1"), // LOG1 of both
            .. Convert.FromHexString("60403560005260006020526000604052606035606052"), // words = third, 0, 0, fourth
            .. Convert.FromHexString("3333"), 0x7f, .. swap.Bytes, .. Convert.FromHexString("60806000a3"), // LOG3 with the caller as sender and receiver
            0x00,
        ];
    }

    private static Task<JsonNode?> PutAsync(Anvil anvil, Address address, Bytecode code) => anvil.AskAsync("anvil_setCode", address.ToString(), code.Assemble());

    private static BigInteger Number(Address address) => new(address.Bytes, isUnsigned: true, isBigEndian: true);

    private static string Word(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return $"0x{new string('0', 64 - (bytes.Length * 2))}{Convert.ToHexStringLower(bytes)}";
    }
}
