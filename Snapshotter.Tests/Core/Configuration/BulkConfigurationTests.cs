using System.Text.Json.Nodes;
using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Configuration;

/// <summary>Project types in bulk mode, as the zkEVM deployment configures them.</summary>
public sealed class BulkConfigurationTests
{
    [Fact]
    public void Bulk_types_stand_beside_the_listed_ones_and_each_snapshot_names_its_project()
    {
        using var folder = new ConfigurationFolder();
        var plan = Plan(folder.Edit("projects.json", static root => root["config"]!.AsArray().Add(Bulk("zkevm:safe_create", "SafeCreateProcessor"))));

        plan.Types.Should().HaveCount(2);
        var bulk = plan.BulkTypes.Should().ContainSingle().Which;
        bulk.Should().BeSameAs(plan.FindBulk("zkevm:safe_create"));
        bulk.ProjectIdOf(DataSource.Parse("0xAB"), plan.Namespace).Should().Be("zkevm:safe_create:0xab:UNISWAPV2");
        bulk.ProjectIdOf(DataSource.Parse("0xAB_0xCD"), plan.Namespace).Should().Be("zkevm:safe_create:0xab_0xcd:UNISWAPV2");
        bulk.FailureId(plan.Namespace).Should().Be("zkevm:safe_create:UNISWAPV2");
        plan.PreloadTasks.Should().BeEquivalentTo("eth_price", "block_details", "block_transactions");
        plan.Preloaders.Keys.Should().BeEquivalentTo(plan.PreloadTasks);
        plan.BaseProjectIds.Should().HaveCount(14);
    }

    [Fact]
    public void A_node_may_have_bulk_types_alone()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("projects.json", new JsonObject { ["config"] = new JsonArray(Bulk("zkevm:safe_create", "SafeCreateProcessor")) }.ToJsonString()).Write("aggregator.json", """{"config":[]}""");

        Plan(folder).Types.Should().BeEmpty();
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(0, 1)]
    public void Preloaders_hand_on_to_as_many_workers_as_the_settings_say_and_to_one_at_least(int configured, int workers)
    {
        using var folder = new ConfigurationFolder();
        folder.Edit("settings.json", root => root["callback_worker_config"]!["num_delegate_workers"] = configured).Edit("preloader.json", static root => root["timeout"] = 90);

        Plan(folder).Delegated.Should().Be(new DelegatedWork(workers, TimeSpan.FromSeconds(90)));
    }

    [Fact]
    public void Without_settings_the_workers_are_those_of_the_zkEVM_deployment()
    {
        using var folder = new ConfigurationFolder();
        Plan(folder.Delete("settings.json")).Delegated.Should().Be(DelegatedWork.Default);
    }

    private static JsonObject Bulk(string projectType, string className) => new()
    {
        ["project_type"] = projectType,
        ["projects"] = new JsonArray(),
        ["preload_tasks"] = new JsonArray("block_transactions"),
        ["bulk_mode"] = true,
        ["processor"] = new JsonObject { ["module"] = "snapshotter.modules.computes.safe_create", ["class_name"] = className },
    };

    private static ProjectPlan Plan(ConfigurationFolder folder) => ProjectPlans.Resolve(folder.Load(), new ModuleRegistry(UniswapV2Settings.Mainnet));
}
