using System.Numerics;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Computes.UniswapV2.Pricing;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2;

/// <summary>How a token finds its price (spec 7.2 and 8.2). Ether costs 2000 dollars in all of these epochs.</summary>
public sealed class PricingTests
{
    private const string GetPairSelector = "0xe6a43905";

    private static readonly Address Token = Address.Parse("0x1111111111111111111111111111111111111111");
    private static readonly Address TokenWeth = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address TokenDai = Address.Parse("0x00000000000000000000000000000000000000a2");

    [Fact]
    public async Task Ether_is_priced_by_the_pools_in_proportion_to_the_ether_they_hold()
    {
        var chain = new ScriptedSourceChain(new Epoch(1, 10, 10))
            .Pair(Tokens.DaiWeth, Tokens.Dai, Tokens.Weth, (Units(2000), Units(1)))
            .Pair(Tokens.UsdcWeth, Tokens.Usdc, Tokens.Weth, (Units(6000, 6), Units(2)))
            .Pair(Tokens.WethUsdt, Tokens.Weth, Tokens.Usdt, (Units(1), Units(4000, 6)));

        var prices = await new EthPriceReader(UniswapV2Settings.Mainnet).ReadAsync(chain, CancellationToken.None);

        prices.Should().Equal((0.25 * 2000) + (0.5 * 3000) + (0.25 * 4000));
    }

    [Fact]
    public async Task A_pool_without_ether_makes_the_price_of_ether_undefined()
    {
        var chain = Chain().Pair(Tokens.UsdcWeth, Tokens.Usdc, Tokens.Weth, (Units(2000, 6), Units(1)), (Units(5, 6), 0));

        await FailsAsync(chain, Tokens.Weth, "*0xb4e1*no WETH at block 11*");
    }

    [Fact]
    public async Task A_pool_that_does_not_exist_yet_is_named_with_the_block()
    {
        var chain = new ScriptedSourceChain(new Epoch(1, 10, 11))
            .Pair(Tokens.UsdcWeth, Tokens.Usdc, Tokens.Weth, (Units(2000, 6), Units(1)))
            .Pair(Tokens.WethUsdt, Tokens.Weth, Tokens.Usdt, (Units(1), Units(2000, 6)))
            .Pair(Tokens.DaiWeth, Tokens.Dai, Tokens.Weth, null, (Units(2000), Units(1)));

        await FailsAsync(chain, Tokens.Weth, "*0xa478*block 10*did not exist*");
    }

    [Fact]
    public async Task The_first_whitelisted_token_with_a_pair_prices_and_no_other_is_asked_for()
    {
        var chain = Chain().Token(Token, "T", 18).Pair(TokenWeth, Token, Tokens.Weth, (Units(10), Units(5)));

        (await PriceAsync(chain, Token)).Should().Equal(1000, 1000);
        chain.Calls.Count(call => call.Selector == GetPairSelector).Should().Be(1);
    }

    [Fact]
    public async Task A_pair_of_exactly_one_ether_is_enough()
    {
        var chain = Chain().Token(Token, "T", 18).Pair(TokenWeth, Token, Tokens.Weth, (Units(1), Units(1)));

        (await PriceAsync(chain, Token)).Should().Equal(2000, 2000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pair_that_is_too_thin_at_any_block_is_passed_over_for_the_whole_epoch(bool derivesFromLogs)
    {
        // What the router gives for 1 DAI against 100,000 DAI and 100 WETH.
        var amountOut = new BigInteger(996990060009101);
        var chain = Chain(derivesFromLogs, daiReserves: (Units(100_000), Units(100)))
            .Token(Token, "T", 18)
            .Pair(TokenWeth, Token, Tokens.Weth, (Units(10), Units(5)), (Units(10), Units(1) - 1000))
            .Pair(TokenDai, Token, Tokens.Dai, (Units(1), Units(4000)));
        for (var block = 10; block <= 11; block++)
        {
            var answer = Ethereum("f() returns (uint256[])").EncodeResult([new object?[] { Units(1), amountOut }]);
            chain.Answer(UniswapV2Settings.Mainnet.Router, "getAmountsOut(uint256,address[])", [Units(1), new object?[] { Tokens.Dai, Tokens.Weth }], answer, block);
        }

        var ether = await PriceAsync(chain, Tokens.Weth);
        (await PriceAsync(chain, Token)).Should().Equal(ether.Select(price => 4000 * ((double)amountOut / 1e18) * price));
    }

    [Fact]
    public async Task A_token_that_nothing_prices_costs_nothing()
    {
        var chain = Chain().Token(Token, "T", 18);

        (await PriceAsync(chain, Token)).Should().Equal(0, 0);
        chain.Calls.Count(call => call.Selector == GetPairSelector).Should().Be(20, "the whole whitelist was tried");
    }

    [Fact]
    public async Task A_whitelisted_token_without_a_pair_with_ether_fails_as_the_router_reverts()
    {
        var tusd = UniswapV2Settings.Mainnet.Whitelist[4];
        var chain = Chain().Token(Token, "T", 18).Token(tusd, "TUSD", 18).Pair(TokenDai, tusd, Token, (Units(5), Units(5)));

        await FailsAsync(chain, Token, $"*{tusd}*no pair with WETH*");
    }

    [Fact]
    public async Task A_pair_with_ether_that_is_empty_fails_as_the_router_reverts()
    {
        var tusd = UniswapV2Settings.Mainnet.Whitelist[4];
        var chain = Chain().Token(Token, "T", 18).Token(tusd, "TUSD", 18)
            .Pair(TokenDai, tusd, Token, (Units(5), Units(5)))
            .Pair(TokenWeth, tusd, Tokens.Weth, (Units(1), Units(1)), (0, 0));

        await FailsAsync(chain, Token, "*at block 11*allow no swap*");
    }

    [Fact]
    public async Task Several_askers_compute_a_price_once()
    {
        var chain = Chain().Token(Token, "T", 18).Pair(TokenWeth, Token, Tokens.Weth, (Units(10), Units(5)));
        var reader = Reader();

        var first = await reader.ReadAsync(Token, chain, CancellationToken.None);
        var calls = chain.Calls.Count;
        var second = await reader.ReadAsync(Token, chain, CancellationToken.None);

        second.Should().BeSameAs(first);
        chain.Calls.Should().HaveCount(calls);
    }

    private static ScriptedSourceChain Chain(bool derivesFromLogs = true, (BigInteger, BigInteger)? daiReserves = null) => new ScriptedSourceChain(new Epoch(1, 10, 11), derivesFromLogs)
        .Token(Tokens.Weth, "WETH", 18).Token(Tokens.Dai, "DAI", 18)
        .Pair(Tokens.DaiWeth, Tokens.Dai, Tokens.Weth, daiReserves ?? (Units(2000), Units(1)))
        .Pair(Tokens.UsdcWeth, Tokens.Usdc, Tokens.Weth, (Units(2000, 6), Units(1)))
        .Pair(Tokens.WethUsdt, Tokens.Weth, Tokens.Usdt, (Units(1), Units(2000, 6)));

    private static TokenPriceReader Reader()
    {
        var settings = UniswapV2Settings.Mainnet;
        var pairs = new PairReader(settings);
        return new TokenPriceReader(settings, pairs, new EthPriceReader(settings), new DerivedEtherReader(settings, pairs));
    }

    private static ValueTask<double[]> PriceAsync(ScriptedSourceChain chain, Address token) => Reader().ReadAsync(token, chain, CancellationToken.None);

    private static async Task FailsAsync(ScriptedSourceChain chain, Address token, string message)
    {
        var pricing = async () => await PriceAsync(chain, token);
        await pricing.Should().ThrowAsync<SnapshotException>().WithMessage(message);
    }

    private static Snapshotter.Ethereum.Abi.AbiFunction Ethereum(string function) => Snapshotter.Ethereum.Abi.AbiFunction.Parse(function);

    private static BigInteger Units(long amount, int decimals = 18) => amount * BigInteger.Pow(10, decimals);
}
