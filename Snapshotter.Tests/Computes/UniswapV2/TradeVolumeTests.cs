using System.Numerics;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Computes.UniswapV2.Snapshots;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2;

/// <summary>How trades are valued and summed (spec 8.4). WETH costs 2000 dollars; the other token has no price unless it is given one.</summary>
public sealed class TradeVolumeTests
{
    private const string Swap = "Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)";
    private const string Mint = "Mint(address indexed sender, uint256 amount0, uint256 amount1)";
    private const string Burn = "Burn(address indexed sender, uint256 amount0, uint256 amount1, address indexed to)";

    private static readonly Address Pair = Address.Parse("0x00000000000000000000000000000000000000a1");
    private static readonly Address Someone = Address.Parse("0x00000000000000000000000000000000000000cc");
    private static readonly BigInteger Unit = BigInteger.Pow(10, 18);

    [Fact]
    public async Task An_epoch_without_trades_has_a_snapshot_of_zeros()
    {
        var snapshot = await BuildAsync(Chain());

        snapshot.Trades.Should().Be(default(TradeTotals));
        snapshot.Swap.Logs.Should().BeEmpty();
        snapshot.Timestamp.Should().Be(1_700_000_000);
    }

    [Fact]
    public async Task The_larger_side_is_the_volume_but_the_fee_is_of_token1()
    {
        // UNI is worth a quarter ether here: 8 UNI (4000 dollars) for 1 WETH (2000 dollars).
        var snapshot = await BuildAsync(Chain(Unit * 40, Unit * 10).Log(Pair, 10, 0, Transaction(1), Swap, Someone, Unit * 8, Zero, Zero, Unit, Someone));

        snapshot.Trades.Should().Be(new TradeTotals(4000, 0.003 * 2000, 8, 1, 4000, 2000));
    }

    [Fact]
    public async Task Without_a_price_of_token1_the_fee_is_of_token0()
    {
        var snapshot = await BuildAsync(Chain(Unit * 40, Unit * 10).Log(Pair, 10, 0, Transaction(1), Swap, Someone, Unit * 8, Zero, Zero, Zero, Someone));

        snapshot.Trades.Should().Be(new TradeTotals(4000, 0.003 * 4000, 8, 0, 4000, 0));
        snapshot.Swap.Logs.Should().ContainSingle().Which.Token1Amount.Should().BeNull("nothing of token1 moved");
    }

    [Fact]
    public async Task What_a_swap_gives_back_does_not_count()
    {
        var snapshot = await BuildAsync(Chain().Log(Pair, 10, 0, Transaction(1), Swap, Someone, Zero, Unit * 3, Zero, Unit * 3, Someone));

        var trade = snapshot.Swap.Logs.Should().ContainSingle().Subject;
        trade.Token0Amount.Should().BeNull();
        trade.Token1Amount.Should().Be(0, "token1 did move, so this is a float");
    }

    [Fact]
    public async Task Liquidity_counts_in_its_group_and_not_in_the_trades()
    {
        var snapshot = await BuildAsync(Chain(Unit * 40, Unit * 10)
            .Log(Pair, 10, 0, Transaction(1), Mint, Someone, Unit * 4, Unit)
            .Log(Pair, 10, 1, Transaction(2), Burn, Someone, Unit * 2, Zero, Someone));

        snapshot.Mint.Trades.Should().Be(new TradeTotals(4000, 0, 4, 1, 2000, 2000));
        snapshot.Burn.Trades.Should().Be(new TradeTotals(1000, 0, 2, 0, 1000, 0));
        snapshot.Trades.Should().Be(default(TradeTotals));
    }

    [Fact]
    public async Task Swaps_of_one_transaction_are_summed_before_they_join_the_total()
    {
        // 0.1 + (0.2 + 0.3) is 0.6, (0.1 + 0.2) + 0.3 is not.
        var chain = Chain();
        (int Index, int Transaction, int Tenths)[] swaps = [(0, 1, 1), (1, 2, 2), (2, 2, 3)];
        foreach (var (index, transaction, amount) in swaps) chain.Log(Pair, 10, index, Transaction(transaction), Swap, Someone, Unit / 10 * amount, Zero, Zero, Zero, Someone);

        var snapshot = await BuildAsync(chain);

        snapshot.Trades.Token0.Should().Be(0.6);
        snapshot.Swap.Trades.Token0.Should().Be(0.6000000000000001);
    }

    [Fact]
    public async Task A_data_source_that_is_no_address_is_refused()
    {
        var building = async () => await new ModuleRegistry(UniswapV2Settings.Mainnet).Processor("TradeVolumeProcessor").BuildAsync(DataSource.Parse("somewhere"), Chain(), CancellationToken.None);

        await building.Should().ThrowAsync<SnapshotException>().WithMessage("*'somewhere'*projects.json*");
    }

    private static BigInteger Zero => BigInteger.Zero;

    private static async Task<TradeVolumeSnapshot> BuildAsync(ScriptedSourceChain chain)
    {
        var processor = new ModuleRegistry(UniswapV2Settings.Mainnet).Processor("TradeVolumeProcessor");
        return (TradeVolumeSnapshot)(await processor.BuildAsync(DataSource.Parse(Pair.ToString()), chain, CancellationToken.None))!;
    }

    private static ScriptedSourceChain Chain(BigInteger uni = default, BigInteger weth = default) => new ScriptedSourceChain(new Epoch(1, 10, 10))
        .Token(Tokens.Weth, "WETH", 18).Token(Tokens.Uni, "UNI", 18)
        .Pair(Tokens.DaiWeth, Tokens.Dai, Tokens.Weth, (2000 * Unit, Unit))
        .Pair(Tokens.UsdcWeth, Tokens.Usdc, Tokens.Weth, (2_000_000_000, Unit))
        .Pair(Tokens.WethUsdt, Tokens.Weth, Tokens.Usdt, (Unit, 2_000_000_000))
        .Pair(Pair, Tokens.Uni, Tokens.Weth, (uni, weth));

    private static Hash32 Transaction(int number) => Hash32.Parse($"{number:x64}");
}
