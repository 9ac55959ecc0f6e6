using System.Globalization;
using System.Numerics;
using System.Text;
using Snapshotter.Core.Numerics;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Core.Snapshots;

/// <summary>Two snapshots of the original node whose inputs are written out: every number of the first is made here again.</summary>
public class WorkedExampleTests
{
    private const string Pair = "0xd3d2e2692501a5c9ca623199d38826e513033a17";
    private const long Begin = 19000009;
    private const long End = 19000010;

    private const string Reserves =
        """
        {"chainHeightRange":{"begin":19000009,"end":19000010},"contract":"0xd3d2e2692501a5c9ca623199d38826e513033a17","timestamp":1705172411,"token0Prices":{"block19000009":5.923581514869995,"block19000010":5.928485627700146},"token0Reserves":{"block19000009":2412345.6789012346,"block19000010":2411345.6789012346},"token0ReservesUSD":{"block19000009":14289726.271015862,"block19000010":14295628.20078282},"token1Prices":{"block19000009":1866.8835663715045,"block19000010":1866.87929491124},"token1Reserves":{"block19000009":7654.321098765432,"block19000010":7657.5},"token1ReservesUSD":{"block19000009":14289726.271015862,"block19000010":14295628.20078282}}
        """;

    private const string Trades =
        """
        {"chainHeightRange":{"begin":19000009,"end":19000010},"contract":"0xd3d2e2692501a5c9ca623199d38826e513033a17","events":{"Burn":{"logs":[{"address":"0xd3d2E2692501A5c9Ca623199D38826e513033a17","args":{"amount0":0,"amount1":5,"sender":"0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D","to":"0x28C6c06298d514Db089934071355E5743bf21d60"},"blockNumber":19000010,"event":"Burn","logIndex":51,"timestamp":1705172411,"token0_amount":0,"token1_amount":5e-18,"trade_amount_usd":9.3343964745562e-15,"transactionHash":"0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"}],"trades":{"token0TradeVolume":0.0,"token0TradeVolumeUSD":0.0,"token1TradeVolume":5e-18,"token1TradeVolumeUSD":9.3343964745562e-15,"totalFeeUSD":0.0,"totalTradesUSD":9.3343964745562e-15}},"Mint":{"logs":[{"address":"0xd3d2E2692501A5c9Ca623199D38826e513033a17","args":{"amount0":1000000000000000000001,"amount1":3170000000000000007,"sender":"0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D"},"blockNumber":19000010,"event":"Mint","logIndex":40,"timestamp":1705172411,"token0_amount":1000.0,"token1_amount":3.17,"trade_amount_usd":11846.492992568777,"transactionHash":"0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}],"trades":{"token0TradeVolume":1000.0,"token0TradeVolumeUSD":5928.485627700146,"token1TradeVolume":3.17,"token1TradeVolumeUSD":5918.007364868631,"totalFeeUSD":0.0,"totalTradesUSD":11846.492992568777}},"Swap":{"logs":[{"address":"0xd3d2E2692501A5c9Ca623199D38826e513033a17","args":{"amount0In":0,"amount0Out":387654321098765432109,"amount1In":1234567890123456789,"amount1Out":0,"sender":"0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D","to":"0x28C6c06298d514Db089934071355E5743bf21d60"},"blockNumber":19000009,"event":"Swap","logIndex":12,"timestamp":1705172399,"token0_amount":387.6543210987654,"token1_amount":1.2345678901234567,"trade_amount_usd":2304.7945056414223,"transactionHash":"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},{"address":"0xd3d2E2692501A5c9Ca623199D38826e513033a17","args":{"amount0In":999999999999999999,"amount0Out":0,"amount1In":0,"amount1Out":3166123456789013,"sender":"0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D","to":"0x28C6c06298d514Db089934071355E5743bf21d60"},"blockNumber":19000010,"event":"Swap","logIndex":44,"timestamp":1705172411,"token0_amount":1.0,"token1_amount":0.003166123456789013,"trade_amount_usd":5.928485627700146,"transactionHash":"0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}],"trades":{"token0TradeVolume":388.6543210987654,"token0TradeVolumeUSD":2302.2304562478243,"token1TradeVolume":1.2377340135802457,"token1TradeVolumeUSD":2310.7052759680346,"totalFeeUSD":6.932115827904104,"totalTradesUSD":2310.7229912691223}},"Trades":{"token0TradeVolume":388.6543210987654,"token0TradeVolumeUSD":2302.2304562478243,"token1TradeVolume":1.2377340135802457,"token1TradeVolumeUSD":2310.7052759680346,"totalFeeUSD":6.932115827904104,"totalTradesUSD":2310.7229912691223}},"timestamp":1705172411,"token0TradeVolume":388.654321,"token0TradeVolumeUSD":2302.230456,"token1TradeVolume":1.237734,"token1TradeVolumeUSD":2310.705276,"totalFee":6.932116,"totalTrade":2310.722991}
        """;

    private static readonly double[] UniUsd = [5.923581514869995, 5.928485627700146];
    private static readonly double[] EthUsd = [1866.8835663715045, 1866.87929491124];
    private static readonly string[] RawReserve0 = ["2412345678901234567890123", "2411345678901234567890123"];
    private static readonly string[] RawReserve1 = ["7654321098765432109876", "7657500000000000000001"];

    [Fact]
    public void Reserves_are_written_byte_for_byte()
    {
        var bytes = CanonicalJson.Serialize(NumberedKeys.Range("block", Begin, End), WriteReserves);
        Encoding.ASCII.GetString(bytes).Should().Be(Reserves);
        bytes.Should().HaveCount(650);
        CidOf.Content(bytes).ToString().Should().Be("bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e");
    }

    [Fact]
    public void Trades_are_canonical_and_have_the_agreed_CID()
    {
        var bytes = Encoding.ASCII.GetBytes(Trades);
        bytes.Should().HaveCount(3151);
        CanonicalJson.Rewrite(bytes).Should().Equal(bytes);
        CidOf.Content(bytes).ToString().Should().Be("bafkreibds5umc7nf4arhkeglfs375fmyymrawpjvi3hkuvipk6rhl2x3dq");
    }

    [Theory]
    [InlineData(2310.7229912691223, 2310.722991)]
    [InlineData(6.932115827904104, 6.932116)]
    [InlineData(388.6543210987654, 388.654321)]
    [InlineData(1.2377340135802457, 1.237734)]
    public void Totals_at_the_top_are_rounded(double total, double rounded) =>
        PythonFloat.RoundedTo6(total).Should().Be(rounded);

    private static void WriteReserves(CanonicalJsonWriter writer, NumberedKeys blocks)
    {
        double[] reserves0 = [.. RawReserve0.Select(Amount)];
        double[] reserves1 = [.. RawReserve1.Select(Amount)];
        writer.StartObject();
        writer.StartObject("chainHeightRange"u8);
        writer.Integer("begin"u8, Begin);
        writer.Integer("end"u8, End);
        writer.EndObject();
        writer.Text("contract"u8, Pair);
        writer.Integer("timestamp"u8, 1705172411);
        writer.Map("token0Prices"u8, blocks, UniUsd);
        writer.Map("token0Reserves"u8, blocks, reserves0);
        writer.Map("token0ReservesUSD"u8, blocks, [reserves0[0] * UniUsd[0], reserves0[1] * UniUsd[1]]);
        writer.Map("token1Prices"u8, blocks, EthUsd);
        writer.Map("token1Reserves"u8, blocks, reserves1);
        writer.Map("token1ReservesUSD"u8, blocks, [reserves1[0] * EthUsd[0], reserves1[1] * EthUsd[1]]);
        writer.EndObject();
    }

    private static double Amount(string raw) => ExactDivision.ByPowerOfTen(BigInteger.Parse(raw, CultureInfo.InvariantCulture), 18);
}
