using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2;

public sealed class UniswapV2ProfileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snapshotter-profile-").FullName;

    [Fact]
    public async Task The_core_profile_takes_its_fee_from_the_volume_and_changes_nothing_else()
    {
        var (usual, core) = (await TradeVolumeAsync(UniswapV2Profile.EthUniswapV2), await TradeVolumeAsync(UniswapV2Profile.Core));

        var swaps = core["events"]!["Swap"]!;
        var fees = 0.0;
        foreach (var log in swaps["logs"]!.AsArray()) fees += 0.003 * (double)log!["trade_amount_usd"]!;
        ((double)swaps["trades"]!["totalFeeUSD"]!).Should().Be(fees).And.NotBe((double)usual["events"]!["Swap"]!["trades"]!["totalFeeUSD"]!);
        WithoutFees(core).Should().Be(WithoutFees(usual));
    }

    [Fact]
    public async Task The_lite_profile_builds_the_same_base_snapshots() =>
        (await TradeVolumeAsync(UniswapV2Profile.Lite)).ToJsonString().Should().Be((await TradeVolumeAsync(UniswapV2Profile.EthUniswapV2)).ToJsonString());

    [Theory]
    [InlineData("{}", "eth_uniswapv2", UniswapV2Arithmetic.Compatible)]
    [InlineData("""{"profile":"lite"}""", "lite", UniswapV2Arithmetic.Compatible)]
    [InlineData("""{"profile":"core","arithmetic":"compatible"}""", "core", UniswapV2Arithmetic.Compatible)]
    [InlineData("""{"arithmetic":"exact"}""", "eth_uniswapv2", UniswapV2Arithmetic.Exact)]
    public void The_settings_name_the_profile_and_the_arithmetic(string json, string profile, UniswapV2Arithmetic arithmetic)
    {
        var settings = Load(json);

        settings.Profile.Name.Should().Be(profile);
        settings.Arithmetic.Should().Be(arithmetic);
    }

    [Theory]
    [InlineData("""{"profile":"main"}""", "*no profile 'main'*eth_uniswapv2, core, lite*")]
    [InlineData("""{"arithmetic":"fast"}""", "*no arithmetic 'fast'*compatible or exact*")]
    [InlineData("""{"profile":7}""", "*profile*")]
    public void A_misspelt_setting_is_refused(string json, string message)
    {
        var loading = () => Load(json);

        loading.Should().Throw<ConfigurationException>().WithMessage(message);
    }

    [Fact]
    public void Classes_that_share_a_name_are_told_apart_by_their_module()
    {
        var modules = new ModuleRegistry(UniswapV2Settings.Mainnet);

        var day = modules.AggregateProcessor(new ModuleReference("snapshotter.modules.computes.aggregate.single_uniswap_trade_volume_24h", "AggregateTradeVolumeProcessor"));
        var week = modules.AggregateProcessor(new ModuleReference("other.path.single_uniswap_trade_volume_7d", "AggregateTradeVolumeProcessor"));

        day.Should().NotBeSameAs(week);
        modules.AggregateProcessor(new ModuleReference("any.module", "AggreagateStatsProcessor")).Should().NotBeNull("this name is unique");
        var misspelt = () => modules.AggregateProcessor(new ModuleReference("single_uniswap_trade_volume", "AggregateTradeVolumeProcessor"));
        misspelt.Should().Throw<ArgumentException>().WithMessage("*single_uniswap_trade_volume.AggregateTradeVolumeProcessor*");
    }

    [Fact]
    public void A_configuration_that_names_no_module_of_a_shared_class_is_refused()
    {
        foreach (var file in Directory.GetFiles(Repository.Golden("config", "default7"))) File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        var aggregates = Path.Combine(_folder, "aggregator.json");
        File.WriteAllText(aggregates, File.ReadAllText(aggregates).Replace("single_uniswap_trade_volume_7d", "single_uniswap_trade_volume_8d", StringComparison.Ordinal));

        var loading = () => NodeConfiguration.Load(_folder, new ModuleRegistry(UniswapV2Settings.Mainnet).Known);

        loading.Should().Throw<ConfigurationException>().WithMessage("*No module 'single_uniswap_trade_volume_8d' has a class 'AggregateTradeVolumeProcessor'*single_uniswap_trade_volume_24h, single_uniswap_trade_volume_7d*");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private UniswapV2Settings Load(string json)
    {
        File.WriteAllText(Path.Combine(_folder, "uniswap_v2.json"), json);
        return UniswapV2Settings.Load(_folder);
    }

    private static async Task<JsonNode> TradeVolumeAsync(UniswapV2Profile profile)
    {
        var modules = new ModuleRegistry(UniswapV2Settings.Mainnet with { Profile = profile });
        var chain = new RecordedSourceChain(RecordedWorld.Golden, new Epoch(1, 501, 510), derivesFromLogs: true);
        var snapshot = await modules.Processor("TradeVolumeProcessor").BuildAsync(DataSource.Parse("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc"), chain, CancellationToken.None);
        return JsonNode.Parse(Encoding.UTF8.GetString(CanonicalJson.Serialize(snapshot!, static (writer, model) => model.WriteTo(writer))))!;
    }

    private static string WithoutFees(JsonNode snapshot)
    {
        var copy = snapshot.DeepClone();
        copy.AsObject().Remove("totalFee");
        foreach (var totals in new[] { copy["events"]!["Trades"]!, copy["events"]!["Swap"]!["trades"]! }) totals.AsObject().Remove("totalFeeUSD");
        return copy.ToJsonString();
    }
}
