using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Computes;
using Snapshotter.Computes.Modules;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Core.Configuration;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Snapshots;

/// <summary>Transformations change snapshots between processor and bytes, of base projects and of aggregates alike.</summary>
public sealed class TransformationTests
{
    [Fact]
    public async Task Own_transformations_come_before_attached_ones_and_aggregates_see_transformed_snapshots()
    {
        using var folder = new TemporaryFolder();
        var plan = new ProjectPlan("NS", [Base()], new Dictionary<string, Snapshotter.Core.Preloading.IPreloader>()) { Aggregates = [Aggregate()] };
        await using var rig = new PipelineRig(folder, plan);

        await rig.ReleaseAsync(3);
        await rig.RunAsync();

        (await TextAsync(rig, "base:s:NS")).Should().Be("""{"text":"built, base own of s in 3, attached of s in 3"}""");
        (await TextAsync(rig, "total:s:NS")).Should().Be("""{"text":"over {\"text\":\"built, base own of s in 3, attached of s in 3\"}, total own of  in 3, attached of  in 3"}""");
    }

    [Fact]
    public async Task A_transformation_that_throws_fails_its_project_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        var type = Base() with { Attached = [new Broken()] };
        await using var rig = new PipelineRig(folder, new ProjectPlan("NS", [type], new Dictionary<string, Snapshotter.Core.Preloading.IPreloader>()));

        await rig.ReleaseAsync(1);
        await rig.RunAsync();

        (await rig.OutcomesAsync(1, Stage.SnapshotBuild)).Should().Equal("broken on purpose");
    }

    [Fact]
    public void A_configuration_attaches_the_transformations_of_modules_by_name()
    {
        using var folder = new ConfigurationFolder();
        folder.Edit("projects.json", static root => root["config"]![0]!["transformations"] = new JsonArray("Appending"))
            .Edit("aggregator.json", static root => root["config"]![1]!["transformations"] = new JsonArray("Appending"));
        var attached = new Appending("attached");
        var modules = new ModuleRegistry(UniswapV2Settings.Mainnet, new ModuleSet { Transformations = new Dictionary<string, ISnapshotTransformation> { ["Appending"] = attached } });

        var plan = ProjectPlans.Resolve(NodeConfiguration.Load(folder.Path, modules.Known), modules);

        plan.Types.Select(static type => type.Transformations.Count).Should().Equal(1, 0);
        plan.Types[0].Transformations.Should().Equal(attached);
        plan.Aggregates[1].Transformations.Should().Equal(attached);
        plan.Aggregates[0].Transformations.Should().BeEmpty();
    }

    [Theory]
    [InlineData("projects.json")]
    [InlineData("aggregator.json")]
    public void A_transformation_that_no_module_has_is_told_with_its_place(string file)
    {
        using var folder = new ConfigurationFolder();

        var fault = folder.Edit(file, static root => root["config"]![0]!["transformations"] = new JsonArray("Nobody")).Faults().Should().ContainSingle().Which;

        fault.ToString().Should().Be($"{file} $.config[0].transformations[0]: This node has no transformation 'Nobody'. Add the module that has it (Modules:Path).");
    }

    [Fact]
    public void Snapshots_of_bulk_types_are_not_transformed()
    {
        using var folder = new ConfigurationFolder();
        folder.Write("aggregator.json", """{"config":[]}""").Write("projects.json", """
            {"config":[{"project_type":"safe","projects":[],"preload_tasks":["block_transactions"],"bulk_mode":true,"transformations":["Appending"],"processor":{"module":"m","class_name":"SafeCreateProcessor"}}]}
            """);
        var modules = new ModuleRegistry(UniswapV2Settings.Mainnet, new ModuleSet { Transformations = new Dictionary<string, ISnapshotTransformation> { ["Appending"] = new Appending("attached") } });

        var loading = () => NodeConfiguration.Load(folder.Path, modules.Known);

        loading.Should().Throw<ConfigurationException>().Which.Faults.Should().ContainSingle().Which.Reason.Should().Be("Snapshots of bulk types are not transformed.");
    }

    private static ProjectType Base() => new("base", new Building(), [new Project("base:s:NS", new DataSource("s"))], []) { Attached = [new Appending("attached")] };

    private static AggregateType Aggregate() => new("total", new Composing(), [new AggregateProject("total:s:NS", ["base:s:NS"])]) { Attached = [new Appending("attached")] };

    private static async Task<string> TextAsync(PipelineRig rig, string projectId)
    {
        var cid = (await rig.State.BuiltCidsAsync(3, [projectId], CancellationToken.None))[0]!.Value;
        return Encoding.UTF8.GetString((await rig.Content.GetAsync(cid, CancellationToken.None))!.Value.Span);
    }

    private sealed class Building : ISnapshotProcessor
    {
        public IReadOnlyList<ISnapshotTransformation> Transformations { get; } = [new Appending("base own")];

        public ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken) => new(new Text("built"));
    }

    private sealed class Composing : IAggregateProcessor
    {
        public IReadOnlyList<ISnapshotTransformation> Transformations { get; } = [new Appending("total own")];

        public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
        {
            var content = await history.ContentAsync(input.SingleUnderlying().Cid, cancellationToken);
            return new Text($"over {Encoding.UTF8.GetString(content!.Value.Span)}");
        }
    }

    private sealed class Appending(string name) : ISnapshotTransformation
    {
        public ISnapshot Apply(ISnapshot snapshot, DataSource? source, Epoch epoch) => new Text($"{((Text)snapshot).Value}, {name} of {source?.Value} in {epoch.Id}");
    }

    private sealed class Broken : ISnapshotTransformation
    {
        public ISnapshot Apply(ISnapshot snapshot, DataSource? source, Epoch epoch) => throw new InvalidOperationException("broken on purpose");
    }

    private sealed record Text(string Value) : ISnapshot
    {
        public void WriteTo(CanonicalJsonWriter writer)
        {
            writer.StartObject();
            writer.Text("text"u8, Value);
            writer.EndObject();
        }
    }
}
