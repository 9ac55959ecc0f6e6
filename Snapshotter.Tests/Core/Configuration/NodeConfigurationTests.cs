using System.Text.Json.Nodes;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Configuration;

public sealed class NodeConfigurationTests
{
    [Theory]
    [InlineData("default7", 7, 6)]
    [InlineData("all15", 15, 6)]
    [InlineData("lagged7", 7, 6)]
    public void The_files_of_the_original_are_read_unchanged(string name, int pairs, int aggregates)
    {
        var configuration = NodeConfiguration.Load(Repository.Golden("config", name), ConfigurationFolder.Known);

        configuration.Warnings.Should().BeEmpty();
        configuration.Settings.Namespace.Should().Be("UNISWAPV2");
        configuration.Projects.Should().HaveCount(2).And.OnlyContain(type => type.Sources!.Count == pairs);
        configuration.Aggregates.Should().HaveCount(aggregates);
        configuration.Preloading.Preloaders.Should().HaveCount(3);
        configuration.Preloading.Timeout.Should().Be(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void The_shipped_configuration_is_that_of_the_sample()
    {
        var shipped = NodeConfiguration.Load(Repository.PathOf("config"), ConfigurationFolder.Known);
        var sample = NodeConfiguration.Load(Repository.Golden("mainnet-17686110", "size2", "config"), ConfigurationFolder.Known);

        shipped.Warnings.Should().BeEmpty();
        shipped.Settings.Should().Be(NodeSettings.Default);
        shipped.Projects.Should().BeEquivalentTo(sample.Projects);
        shipped.Aggregates.Should().BeEquivalentTo(sample.Aggregates);
        shipped.Projects[0].Sources.Should().HaveCount(8);
    }

    [Fact]
    public void The_parts_of_the_settings_that_matter_here_are_typed()
    {
        var settings = NodeConfiguration.Load(ConfigurationFolder.Source, ConfigurationFolder.Known).Settings;

        settings.InstanceId.Should().Be(Address.Parse("0x00000000000000000000000000000000000000AA"));
        settings.CoreApi.Should().Be(new CoreApiSettings("0.0.0.0", 8002, false, "X-API-KEY", "1/second"));
        settings.ProtocolState.Should().Be(Address.Parse("0x00000000000000000000000000000000000000C0"));
        settings.SourceChain!.Retry.Should().Be(5);
        settings.SourceChain.PollingInterval.Should().Be(TimeSpan.FromSeconds(3));
        settings.SourceChain.FullNodes.Should().Equal(new RpcNode(new Uri("http://127.0.0.1:8700"), "100000000/day;20000/minute;1000/second"));
        settings.AnchorChain!.FullNodes.Should().ContainSingle().Which.Url.Port.Should().Be(8701);
    }

    [Fact]
    public void An_endpoint_never_shows_its_address()
    {
        var settings = NodeConfiguration.Load(ConfigurationFolder.Source, ConfigurationFolder.Known).Settings;

        $"{settings} {settings.SourceChain} {settings.SourceChain!.FullNodes[0]}".Should().NotContain("127.0.0.1");
    }

    [Fact]
    public void Without_settings_the_defaults_hold()
    {
        using var folder = new ConfigurationFolder();

        folder.Delete("settings.json").Load().Settings.Should().Be(NodeSettings.Default);
    }

    [Fact]
    public void The_settings_may_name_the_other_files()
    {
        using var folder = new ConfigurationFolder();
        File.Move(folder.Of("projects.json"), folder.Of("mine.json"));

        folder.Edit("settings.json", root => root["projects_config_path"] = "config/mine.json").Load().Projects.Should().HaveCount(2);
    }

    [Fact]
    public void Fields_that_mean_nothing_are_ignored_with_a_warning()
    {
        using var folder = new ConfigurationFolder();
        folder.Edit("projects.json", root => root["config"]![1]!["preload_task"] = "typo").Edit("settings.json", root => root["namespaces"] = 1);

        folder.Load().Warnings.Should().HaveCount(2)
            .And.Contain(warning => warning.StartsWith("settings.json $:") && warning.Contains("'namespaces'"))
            .And.Contain(warning => warning.StartsWith("projects.json $.config[1]:") && warning.Contains("'preload_task'"));
    }

    [Fact]
    public void An_address_with_a_wrong_checksum_is_taken_with_a_warning()
    {
        using var folder = new ConfigurationFolder();
        folder.Edit("settings.json", root => root["instance_id"] = "0x7A250d5630B4cF539739dF2C5dAcb4c659F2488D");

        folder.Load().Warnings.Should().ContainSingle().Which.Should().Contain("$.instance_id").And.Contain("checksum");
    }

    [Fact]
    public void An_aggregate_over_no_project_is_only_warned_of()
    {
        using var folder = new ConfigurationFolder();
        folder.Edit("aggregator.json", root => root["config"]!.AsArray().RemoveAt(5)).Edit("aggregator.json", root => root["config"]!.AsArray().RemoveAt(4))
            .Edit("aggregator.json", root => root["config"]![1]!["filters"]!["projectId"] = "nothing");

        folder.Load().Warnings.Should().ContainSingle().Which.Should().Contain("$.config[1].filters.projectId").And.Contain("never built");
    }

    [Fact]
    public void The_plan_has_the_upstream_project_ids_and_one_preloader_per_task()
    {
        var registry = new ModuleRegistry(UniswapV2Settings.Mainnet);
        var plan = ProjectPlans.Resolve(NodeConfiguration.Load(ConfigurationFolder.Source, registry.Known), registry);

        plan.Namespace.Should().Be("UNISWAPV2");
        plan.BaseProjectIds.Should().HaveCount(14).And.StartWith("pairContract_pair_total_reserves:0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc:UNISWAPV2");
        plan.Preloaders.Keys.Should().BeEquivalentTo("eth_price", "block_details");
        plan.Types[1].Processor.Should().BeSameAs(registry.Processor("TradeVolumeProcessor"));
        plan.Types[1].PreloadTasks.Should().Equal("eth_price", "block_details");
        plan.Types[1].Projects[0].Source.Should().Be(new DataSource("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc"));
    }

    [Fact]
    public void A_project_without_a_data_source_and_one_with_two_keep_their_ids()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("aggregator.json", """{"config":[]}""").Edit("projects.json", root =>
        {
            var types = root["config"]!.AsArray();
            types[0]!.AsObject().Remove("projects");
            types[1]!["projects"] = new JsonArray("Primary_Second");
            foreach (var type in types) type!["processor"]!["class_name"] = "Other";
        });
        var known = ConfigurationFolder.Known with
        {
            Processors = new Dictionary<string, DataSourceShape> { ["Other"] = DataSourceShape.None, ["Two"] = DataSourceShape.Any },
        };
        folder.Edit("projects.json", root => root["config"]![1]!["processor"]!["class_name"] = "Two");

        var projects = NodeConfiguration.Load(folder.Path, known).Projects;

        projects.SelectMany(type => type.ProjectIds("NS")).Should().Equal("pairContract_pair_total_reserves:NS", "pairContract_trade_volume:primary_second:NS");
    }

    [Fact]
    public void A_type_with_an_empty_list_takes_its_sources_from_the_protocol_state()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("aggregator.json", """{"config":[]}""").Edit("projects.json", root => root["config"]![0]!["projects"] = new JsonArray());

        var configuration = folder.Load();
        var plan = ProjectPlans.Resolve(configuration, new ModuleRegistry(UniswapV2Settings.Mainnet));

        configuration.Projects.Select(static type => type.IsDynamic).Should().Equal(true, false);
        plan.Types.Select(static type => type.IsDynamic).Should().Equal(true, false);
        plan.Types[0].Projects.Should().BeEmpty();
    }

    [Theory]
    [InlineData("pairContract_pair_total_reserves:0x1:UNISWAPV2", null)]
    [InlineData("daily:0x1:UNISWAPV2", null)]
    [InlineData("weekly:0x1:UNISWAPV2", null)]
    [InlineData("pairContract_pair_total_reserves:0x1:OTHER", "wait for ever")]
    [InlineData("monthly:0x1:UNISWAPV2", "wait for ever")]
    [InlineData("pairContract_pair_total_reserves::UNISWAPV2", "wait for ever")]
    public void Aggregates_may_wait_for_projects_that_the_protocol_state_can_allow(string awaited, string? fault)
    {
        const string processor = """{"module":"snapshotter.modules.computes.aggregate.single_uniswap_trade_volume_24h","class_name":"AggregateTradeVolumeProcessor"}""";
        using var folder = new ConfigurationFolder();
        folder.Edit("projects.json", root => root["config"]![0]!["projects"] = new JsonArray()).Write("aggregator.json", $$"""
            {"config":[
              {"project_type":"daily","aggregate_on":"SingleProject","filters":{"projectId":"pair_total_reserves"},"processor":{{processor}}},
              {"project_type":"weekly","aggregate_on":"SingleProject","filters":{"projectId":"daily:"},"processor":{{processor}}},
              {"project_type":"all","aggregate_on":"MultiProject","projects_to_wait_for":["{{awaited}}"],"processor":{{processor}}}]}
            """);

        var load = () => folder.Load();

        if (fault is null) load.Should().NotThrow();
        else load.Should().Throw<ConfigurationException>().WithMessage($"*{fault}*");
    }
}
