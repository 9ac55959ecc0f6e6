using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.SyntheticChains;

/// <summary>A token and what it says of itself.</summary>
internal sealed record SyntheticToken(Address Address, string Symbol, int Decimals)
{
    public static SyntheticToken Weth { get; } = new(Address.Parse("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"), "WETH", 18);

    /// <summary>The tokens whose pairs with WETH give the price of ether, with these pairs.</summary>
    public static IReadOnlyList<(SyntheticToken Token, Address Pair)> Stables { get; } =
    [
        (new(Address.Parse("0x6b175474e89094c44da98b954eedeac495271d0f"), "DAI", 18), Address.Parse("0xa478c2975ab1ea89e8196811f51a7b7ade33eb11")),
        (new(Address.Parse("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"), "USDC", 6), Address.Parse("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc")),
        (new(Address.Parse("0xdac17f958d2ee523a2206206994597c13d831ec7"), "USDT", 6), Address.Parse("0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852")),
    ];

    /// <summary>The token of a number, at an address that follows from it.</summary>
    public static SyntheticToken Numbered(int number) => new(AddressOf($"token {number}"), $"T{number}", 6 + (number % 13));

    /// <summary>An address that follows from a text.</summary>
    public static Address AddressOf(string text) => new(Keccak256.Hash(text).Bytes[..Address.Size]);
}
