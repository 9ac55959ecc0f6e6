using System.Text.Json.Nodes;
using Snapshotter.Core.Configuration;

namespace Snapshotter.Tests.Core.Configuration;

/// <summary>What is wrong is told with file, place, reason and fix.</summary>
public sealed class ConfigurationFaultTests
{
    private const string Projects = "projects.json";
    private const string Aggregates = "aggregator.json";
    private const string Preloaders = "preloader.json";
    private const string Settings = "settings.json";

    public static TheoryData<string, string, Action<JsonObject>, string> Spoilt { get; } = new()
    {
        { Projects, "$", root => root.Remove("config"), "'config' is missing" },
        { Projects, "$.config", root => root["config"] = new JsonArray(), "No project type" },
        { Projects, "$.config", root => root["config"] = "all", "Expected a list, found a text" },
        { Projects, "$.config[0]", root => root["config"]![0] = 1, "Expected an object, found a number" },
        { Projects, "$.config[1]", root => Type(root, 1).Remove("project_type"), "'project_type' is missing" },
        { Projects, "$.config[1].project_type", root => Type(root, 1)["project_type"] = "pairContract_pair_total_reserves", "already at projects.json $.config[0].project_type" },
        { Projects, "$.config[1].project_type", root => Type(root, 1)["project_type"] = "two words", "spaces" },
        { Projects, "$.config[1].project_type", root => Type(root, 1)["project_type"] = true, "Expected a text, found true or false" },
        { Projects, "$.config[0]", root => Type(root, 0).Remove("preload_tasks"), "'preload_tasks' is missing" },
        { Projects, "$.config[0].preload_tasks[1]", root => Type(root, 0)["preload_tasks"]![1] = "weather", "No preloader has the task type 'weather'" },
        { Projects, "$.config[0].projects[2]", root => Type(root, 0)["projects"]![2] = "0xb4e16d", "'0xb4e16d' is no address" },
        { Projects, "$.config[0].projects[2]", root => Type(root, 0)["projects"]![2] = 7, "Expected a text, found a number" },
        { Projects, "$.config[0].projects[1]", root => Type(root, 0)["projects"]![1] = "0xB4E16D0168E52D35CACD2C6185B44281EC28C9DC", "already at projects.json $.config[0].projects[0]" },
        { Projects, "$.config[0]", root => Type(root, 0)["projects"] = null, "needs the addresses" },
        { Projects, "$.config[0].bulk_mode", root => Type(root, 0)["bulk_mode"] = true, "one project at a time" },
        { Projects, "$.config[0].bulk_mode", root => Type(root, 0)["bulk_mode"] = "no", "Expected true or false" },
        { Projects, "$.config[0]", root => Type(root, 0)["processor"]!["class_name"] = "SafeCreateProcessor", "which 'bulk_mode' must say" },
        { Projects, "$.config[0].projects", root => (Type(root, 0)["bulk_mode"], Type(root, 0)["processor"]!["class_name"]) = (true, "SafeCreateProcessor"), "none can be listed" },
        { Projects, "$.config[0]", root => Type(root, 0).Remove("processor"), "'processor' is missing" },
        { Projects, "$.config[0].processor", root => Type(root, 0)["processor"]!.AsObject().Remove("module"), "'module' is missing" },
        { Projects, "$.config[0].processor.class_name", root => Type(root, 0)["processor"]!["class_name"] = "Unknown", "no class 'Unknown'" },
        { Aggregates, "$.config[0].project_type", root => Type(root, 0)["project_type"] = "pairContract_trade_volume", "already a project type of the base projects" },
        { Aggregates, "$.config[1].project_type", root => Type(root, 1)["project_type"] = "aggregate_pairContract_24h_trade_volume", "already at aggregator.json $.config[0]" },
        { Aggregates, "$.config[0].aggregate_on", root => Type(root, 0)["aggregate_on"] = "Everything", "'Everything' is no kind of aggregate" },
        { Aggregates, "$.config[0]", root => Type(root, 0).Remove("filters"), "'filters' is missing" },
        { Aggregates, "$.config[0].filters", root => Type(root, 0)["filters"]!.AsObject().Remove("projectId"), "'projectId' is missing" },
        { Aggregates, "$.config[0].filters.projectId", root => Type(root, 0)["filters"]!["projectId"] = "trade_volume", "built from itself" },
        { Aggregates, "$.config[2]", root => Type(root, 2).Remove("projects_to_wait_for"), "'projects_to_wait_for' is missing" },
        { Aggregates, "$.config[2].projects_to_wait_for", root => Type(root, 2)["projects_to_wait_for"] = new JsonArray(), "waits for no project" },
        { Aggregates, "$.config[2].projects_to_wait_for[1]", root => Type(root, 2)["projects_to_wait_for"]![1] = "pairContract_pair_total_reserves:0x0:UNISWAPV2", "would wait for ever" },
        { Aggregates, "$.config[2].projects_to_wait_for[3]", root => Type(root, 2)["projects_to_wait_for"]![3] = 5, "Expected a text" },
        { Aggregates, "$.config[4].processor.class_name", root => Type(root, 4)["processor"]!["class_name"] = "AggregateTopPairsProcessor", "no class 'AggregateTopPairsProcessor'" },
        { Preloaders, "$", root => root.Remove("timeout"), "'timeout' is missing" },
        { Preloaders, "$.timeout", root => root["timeout"] = 60.5, "Expected a whole number" },
        { Preloaders, "$.timeout", root => root["timeout"] = 0, "out of range" },
        { Preloaders, "$.preloaders[2].class_name", root => root["preloaders"]![2]!["class_name"] = "Nobody", "no class 'Nobody'" },
        { Preloaders, "$.preloaders[2].task_type", root => root["preloaders"]![2]!["task_type"] = "block_details", "already at" },
        { Preloaders, "$.delegate_tasks[0].task_type", root => root["delegate_tasks"]![0]!["task_type"] = "eth_price", "already at" },
        { Preloaders, "$.delegate_tasks[0].class_name", root => root["delegate_tasks"]![0]!["class_name"] = "EthPricePreloader", "no class 'EthPricePreloader'" },
        { Settings, "$.callback_worker_config.num_delegate_workers", root => root["callback_worker_config"]!["num_delegate_workers"] = -1, "out of range" },
        { Settings, "$", root => root.Remove("namespace"), "'namespace' is missing" },
        { Settings, "$.namespace", root => root["namespace"] = "UNI:SWAP", "':'" },
        { Settings, "$.namespace", root => root["namespace"] = "", "empty" },
        { Settings, "$.instance_id", root => root["instance_id"] = "me", "'me' is no address" },
        { Settings, "$.core_api.port", root => root["core_api"]!["port"] = "8002", "Expected a whole number, found a text" },
        { Settings, "$.core_api.port", root => root["core_api"]!["port"] = 70_000, "out of range" },
        { Settings, "$.core_api.public_rate_limit", root => root["core_api"]!["public_rate_limit"] = "often", "'often' is no rate limit" },
        { Settings, "$.rpc", root => root["rpc"]!.AsObject().Remove("full_nodes"), "'full_nodes' is missing" },
        { Settings, "$.rpc.full_nodes", root => root["rpc"]!["full_nodes"] = new JsonArray(), "No endpoint" },
        { Settings, "$.rpc.full_nodes[0].url", root => root["rpc"]!["full_nodes"]![0]!["url"] = "secret-host:1", "no address of an endpoint" },
        { Settings, "$.rpc.full_nodes[0].rate_limit", root => root["rpc"]!["full_nodes"]![0]!["rate_limit"] = "1/fortnight", "no rate limit" },
        { Settings, "$.anchor_chain_rpc.retry", root => root["anchor_chain_rpc"]!["retry"] = -1, "out of range" },
        { Settings, "$.projects_config_path", root => root["projects_config_path"] = "config/", "names no file" },
        { Settings, "$.protocol_state.address", root => root["protocol_state"]!["address"] = 12, "Expected a text" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_spoilt_entry_is_told_with_its_place(string file, string path, Action<JsonObject> spoil, string reason)
    {
        using var folder = new ConfigurationFolder();

        var fault = folder.Edit(file, spoil).Faults().Should().Contain(fault => fault.File == file && fault.Path == path && fault.Reason.Contains(reason)).Which;

        fault.Fix.Should().EndWith(".");
        fault.ToString().Should().StartWith($"{file} {path}: ").And.NotContain("secret-host");
    }

    [Fact]
    public void All_faults_of_all_files_are_told_in_one_message()
    {
        using var folder = new ConfigurationFolder();
        folder.Edit(Projects, root => Type(root, 0)["bulk_mode"] = 1)
            .Edit(Aggregates, root => Type(root, 0)["aggregate_on"] = "x")
            .Edit(Preloaders, root => root["timeout"] = "x")
            .Edit(Settings, root => root["namespace"] = "a:b");

        FluentActions.Invoking(folder.Load).Should().Throw<ConfigurationException>().Which.Message
            .Should().Contain("projects.json $.config[0].bulk_mode").And.Contain("aggregator.json $.config[0].aggregate_on")
            .And.Contain("preloader.json $.timeout").And.Contain("settings.json $.namespace");
    }

    [Fact]
    public void A_missing_file_is_named_with_the_folder()
    {
        using var folder = new ConfigurationFolder();

        folder.Delete(Aggregates).Faults().Should().ContainSingle().Which.ToString().Should().Contain(Aggregates).And.Contain(folder.Path);
    }

    [Fact]
    public void Invalid_JSON_is_told_with_line_and_column()
    {
        using var folder = new ConfigurationFolder();

        var fault = folder.Write(Preloaders, "{\n \"preloaders\": [],\n \"delegate_tasks\": [] \"timeout\": 60\n}").Faults().First(fault => fault.File == Preloaders);

        fault.Path.Should().Be("line 3, column 23");
        fault.Reason.Should().Contain("not valid JSON").And.NotContain("LineNumber");
    }

    [Fact]
    public void Half_a_surrogate_pair_is_told_with_its_line()
    {
        using var folder = new ConfigurationFolder();

        folder.Write(Settings, "{\n \"namespace\": \"\\ud800\"}").Faults().Should().ContainSingle(fault => fault.Path == "line 2, column 15" && fault.Reason.Contains("surrogate"));
    }

    [Fact]
    public void Absurd_sizes_are_refused()
    {
        using var folder = new ConfigurationFolder();
        folder.Edit(Settings, root => root["namespace"] = new string('x', 3_000))
            .Edit(Projects, root => Type(root, 0)["projects"] = new JsonArray([.. Enumerable.Range(0, 10_001).Select(number => JsonValue.Create($"0x{number:x40}"))]))
            .Write(Preloaders, new string(' ', ConfigurationLimits.MaxFileBytes + 1));

        folder.Faults().Select(fault => $"{fault.File} {fault.Path}").Should().Contain(["settings.json $.namespace", "projects.json $.config[0].projects", "preloader.json $"]);
    }

    [Fact]
    public void Faults_without_end_are_cut_off()
    {
        using var folder = new ConfigurationFolder();
        folder.Edit(Projects, root => Type(root, 0)["projects"] = new JsonArray([.. Enumerable.Range(0, 5_000).Select(number => JsonValue.Create($"wrong{number}"))]));

        folder.Faults().Should().HaveCount(ConfigurationReport.MaxEntries);
    }

    private static JsonObject Type(JsonObject root, int index) => root["config"]![index]!.AsObject();
}
