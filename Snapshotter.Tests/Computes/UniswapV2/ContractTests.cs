using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Computes.UniswapV2.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Computes.UniswapV2;

public sealed class ContractTests
{
    private static readonly BigInteger MaxReserve = BigInteger.Pow(2, 112) - 1;
    private static readonly Address Sender = Address.Parse("0x7a250d5630b4cf539739df2c5dacb4c659f2488d");

    [Fact]
    public void Calls_and_topics_are_those_of_the_deployed_contracts()
    {
        Hex.Prefixed(PairContract.Reserves.Calldata.Span).Should().Be("0x0902f1ac");
        PairContract.Reserves.Signature.ToString().Should().Be("0x1c411e9a96e071241c2f21f7726b17ae89e3cab4c78be50e062b03a9fffbbad1");
        Hex.Prefixed(PairContract.Token0.Span).Should().Be("0x0dfe1681");
        Hex.Prefixed(PairContract.Token1.Span).Should().Be("0xd21220a7");
        Hex.Prefixed(TokenContract.Name.Span).Should().Be("0x06fdde03");
        Hex.Prefixed(TokenContract.Symbol.Span).Should().Be("0x95d89b41");
        Hex.Prefixed(TokenContract.Decimals.Span).Should().Be("0x313ce567");
        Hex.Prefixed(FactoryContract.GetPair(default, default).Span[..4]).Should().Be("0xe6a43905");
        Hex.Prefixed(RouterContract.GetAmountsOut(1, default, default).Span[..4]).Should().Be("0xd06ca61f");
        TradeEvents.Signatures.Select(topic => topic.ToString()).Should().Equal(
            "0xd78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822",
            "0x4c209b5fc8ad50758f13e2e1088ba56a560dff690a1c6fef26394f4c03821c4f",
            "0xdccd412f0b1252819cb1fd330b93224ca42612892bb3f4f789976e6d81936496");
    }

    [Fact]
    public void Reserves_read_the_same_from_a_call_and_from_an_event()
    {
        var called = PairContract.Reserves.FromCall(Words(MaxReserve, 7, uint.MaxValue));
        var rolled = PairContract.Reserves.FromEvent(Log(Words(MaxReserve, 7)));

        called.Should().Be(new PairReserves((UInt128)MaxReserve, 7)).And.Be(rolled);
    }

    [Fact]
    public void Answers_of_another_shape_are_no_reserves()
    {
        Refuses(Words(1, 2));
        Refuses(Words(MaxReserve + 1, 2, 3));
        Refuses(Words(1, BigInteger.Pow(2, 255), 3));
        Refuses(Words(1, 2, 1L + uint.MaxValue));
        FluentActions.Invoking(() => PairContract.Reserves.FromEvent(Log(Words(1)))).Should().Throw<FormatException>();

        static void Refuses(byte[] answer) => FluentActions.Invoking(() => PairContract.Reserves.FromCall(answer)).Should().Throw<FormatException>();
    }

    [Fact]
    public void A_swap_loses_the_fee_and_moves_the_price()
    {
        // 1000 in, 3 of them as fee, against 10^6 on both sides: 997 * 10^6 / (10^6 + 997), rounded down.
        RouterContract.AmountOut(1000, 1_000_000, 1_000_000).Should().Be((BigInteger)996);
    }

    [Fact]
    public void A_swap_never_pays_out_the_whole_reserve_and_never_gains()
    {
        var amounts = Gen.Choose(1, int.MaxValue).ToArbitrary();
        Prop.ForAll(amounts, amounts, amounts, (amountIn, reserveIn, reserveOut) =>
        {
            var amountOut = RouterContract.AmountOut(amountIn, (UInt128)reserveIn, (UInt128)reserveOut)!.Value;
            return amountOut < reserveOut && (reserveIn + (BigInteger)amountIn) * (reserveOut - amountOut) >= (BigInteger)reserveIn * reserveOut;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Where_the_router_reverts_there_is_no_amount()
    {
        RouterContract.AmountOut(0, 1, 1).Should().BeNull();
        RouterContract.AmountOut(1, 0, 1).Should().BeNull();
        RouterContract.AmountOut(1, 1, 0).Should().BeNull();
        RouterContract.AmountOut(BigInteger.Pow(10, 77), 1, 1).Should().BeNull("997 times the amount overflows a uint256");
        RouterContract.AmountOut(BigInteger.Pow(10, 74), 1, 1).Should().NotBeNull();
    }

    [Fact]
    public void A_mint_flows_in_and_a_burn_flows_out()
    {
        TradeEvents.Read(Encoded("Mint(address indexed sender, uint256 amount0, uint256 amount1)", Sender, (BigInteger)5, (BigInteger)6))
            .Should().BeEquivalentTo(new { Kind = TradeKind.Mint, Sender, To = (Address?)null, Token0 = new TokenFlow(5, 0), Token1 = new TokenFlow(6, 0) });
        TradeEvents.Read(Encoded("Burn(address indexed sender, uint256 amount0, uint256 amount1, address indexed to)", Sender, (BigInteger)5, (BigInteger)6, Sender))
            .Should().BeEquivalentTo(new { Kind = TradeKind.Burn, Sender, To = (Address?)Sender, Token0 = new TokenFlow(0, 5), Token1 = new TokenFlow(0, 6) });
    }

    [Fact]
    public void A_log_of_another_event_or_shape_is_refused()
    {
        var burn = Encoded("Burn(address indexed sender, uint256 amount0, uint256 amount1, address indexed to)", Sender, (BigInteger)5, (BigInteger)6, Sender);

        FluentActions.Invoking(() => TradeEvents.Read(Encoded("Other(address indexed a)", Sender))).Should().Throw<FormatException>();
        FluentActions.Invoking(() => TradeEvents.Read(burn with { Topics = burn.Topics[..2] })).Should().Throw<FormatException>();
        FluentActions.Invoking(() => TradeEvents.Read(burn with { Data = burn.Data[..63] })).Should().Throw<FormatException>();
    }

    private static LogEntry Encoded(string @event, params object?[] values)
    {
        var log = AbiEvent.Parse(@event).Encode(values);
        return Log(log.Data) with { Topics = [.. log.Topics] };
    }

    private static LogEntry Log(byte[] data) => new(default, [], data, 1, default, default, 0, 0, false);

    private static byte[] Words(params BigInteger[] values) =>
        [.. values.SelectMany(value => AbiFunction.Parse("f() returns (uint256)").EncodeResult([value]))];
}
