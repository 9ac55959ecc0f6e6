using System.Numerics;
using System.Text;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2;

/// <summary>The worked examples of the behavioural specification (D.1 to D.4), which the original's own modules computed.</summary>
public sealed class SpecificationVectorTests
{
    private const string Swap = "Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)";
    private const string Mint = "Mint(address indexed sender, uint256 amount0, uint256 amount1)";
    private const string Burn = "Burn(address indexed sender, uint256 amount0, uint256 amount1, address indexed to)";

    private static readonly DataSource Source = DataSource.Parse("0xd3d2e2692501a5c9ca623199d38826e513033a17");
    private static readonly ModuleRegistry Modules = new(UniswapV2Settings.Mainnet);

    [Fact]
    public async Task The_reserves_example_has_650_bytes_and_the_given_CID()
    {
        var bytes = await BuildAsync("PairTotalReservesProcessor");

        bytes.Should().HaveCount(650);
        CidOf.Content(bytes).ToString().Should().Be("bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e");
        Encoding.UTF8.GetString(bytes).Should().Contain("\"token0Prices\":{\"block19000009\":5.923581514869995,\"block19000010\":5.928485627700146}")
            .And.Contain("\"token1Prices\":{\"block19000009\":1866.8835663715045,\"block19000010\":1866.87929491124}");
    }

    [Fact]
    public async Task The_trade_volume_example_has_3151_bytes_and_the_given_CID()
    {
        var bytes = await BuildAsync("TradeVolumeProcessor");

        bytes.Should().HaveCount(3151);
        CidOf.Content(bytes).ToString().Should().Be("bafkreibds5umc7nf4arhkeglfs375fmyymrawpjvi3hkuvipk6rhl2x3dq");
        Encoding.UTF8.GetString(bytes).Should().Contain("\"token0_amount\":0,", "an untouched side is the integer 0").And.Contain("\"token0TradeVolume\":0.0,");
    }

    private static async Task<byte[]> BuildAsync(string className)
    {
        var snapshot = await Modules.Processor(className).BuildAsync(Source, Chain(), CancellationToken.None);
        return CanonicalJson.Serialize(snapshot!, static (writer, value) => value.WriteTo(writer));
    }

    private static ScriptedSourceChain Chain()
    {
        var pair = Address.Parse(Source.Value);
        var sender = Address.Parse("0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D");
        var to = Address.Parse("0x28C6c06298d514Db089934071355E5743bf21d60");
        var usdt = (Number("20123456789012345678901"), Number("37567890123456"));
        return new ScriptedSourceChain(new Epoch(1, 19000009, 19000010))
            .Timestamps(1705172399, 1705172411)
            .Token(Tokens.Weth, "WETH", 18).Token(Tokens.Dai, "DAI", 18).Token(Tokens.Usdc, "USDC", 6).Token(Tokens.Usdt, "USDT", 6).Token(Tokens.Uni, "UNI", 18)
            .Pair(Tokens.DaiWeth, Tokens.Dai, Tokens.Weth, (Number("9876543210987654321098765"), Number("5290123456789012345678")), (Number("9876553210987654321098765"), Number("5290118100000000000001")))
            .Pair(Tokens.UsdcWeth, Tokens.Usdc, Tokens.Weth, (Number("31234567890123"), Number("16730987654321098765432")), (Number("31234467890123"), Number("16731041229999999999999")))
            .Pair(Tokens.WethUsdt, Tokens.Weth, Tokens.Usdt, usdt)
            .Pair(pair, Tokens.Uni, Tokens.Weth, (Number("2412345678901234567890123"), Number("7654321098765432109876")), (Number("2411345678901234567890123"), Number("7657500000000000000001")))
            .Log(pair, 19000009, 12, Transaction("aa"), Swap, sender, Number("0"), Number("1234567890123456789"), Number("387654321098765432109"), Number("0"), to)
            .Log(pair, 19000010, 40, Transaction("bb"), Mint, sender, Number("1000000000000000000001"), Number("3170000000000000007"))
            .Log(pair, 19000010, 44, Transaction("bb"), Swap, sender, Number("999999999999999999"), Number("0"), Number("0"), Number("3166123456789013"), to)
            .Log(pair, 19000010, 51, Transaction("cc"), Burn, sender, Number("0"), Number("5"), to);
    }

    private static BigInteger Number(string text) => BigInteger.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Hash32 Transaction(string digits) => Hash32.Parse(string.Concat(Enumerable.Repeat(digits, 32)));
}
