using System.Numerics;
using Snapshotter.Ethereum.Transactions.Sending;

namespace Snapshotter.Tests.Ethereum.Transactions.Sending;

public class FeeRatesTests
{
    [Theory]
    [InlineData(100, 10, 1, 1000, 210, 10)]
    [InlineData(100, 0, 5, 1000, 205, 5)]
    [InlineData(100, 10, 1, 150, 150, 10)]
    [InlineData(100, 300, 1, 150, 150, 150)]
    public void The_base_fee_may_double_up_to_the_limit(int baseFee, int suggestion, int minTip, int maxFee, int expectedFee, int expectedTip) =>
        FeeRates.Of(baseFee, suggestion, minTip, maxFee).Should().Be(new FeeRates(expectedFee, expectedTip));

    [Fact]
    public void Without_a_base_fee_there_is_a_price_alone() => FeeRates.Of(null, 70, 1, 1000).Should().Be(new FeeRates(70, null));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(8, 9)]
    [InlineData(9, 11)]
    [InlineData(1_000_000_000, 1_125_000_000)]
    public void A_replacement_pays_at_least_an_eighth_more(int before, int after) =>
        new FeeRates(before, before).Bumped().Should().Be(new FeeRates(after, (BigInteger)after));

    [Fact]
    public void The_market_may_ask_for_more_than_the_eighth() =>
        new FeeRates(10, 2).Bumped().AtLeast(new FeeRates(500, 1)).Should().Be(new FeeRates(500, 3));
}
