using Snapshotter.Core.Chain;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Support;

/// <summary>Builds a snapshot that tells of its source and epoch, unless the script says otherwise. Reads nothing from the chain.</summary>
internal sealed class ScriptedProcessor(Func<DataSource?, long, ISnapshot?>? script = null) : ISnapshotProcessor
{
    public ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken) =>
        new(script is null ? new Text($"{source} in {chain.Epoch.Id}") : script(source, chain.Epoch.Id));

    /// <summary>A plan with one type, <c>type</c>, of some projects.</summary>
    public static ProjectPlan Plan(int projects, Func<DataSource?, long, ISnapshot?>? script = null, IPreloader? preloader = null)
    {
        var sources = Enumerable.Range(0, projects).Select(static i => new Project($"type:s{i}:NS", new DataSource($"s{i}"))).ToArray();
        var type = new ProjectType("type", new ScriptedProcessor(script), sources, preloader is null ? [] : ["task"]);
        return new ProjectPlan("NS", [type], preloader is null ? new Dictionary<string, IPreloader>() : new Dictionary<string, IPreloader> { ["task"] = preloader });
    }

    /// <summary>A snapshot with one member.</summary>
    public sealed class Text(string value) : ISnapshot
    {
        public void WriteTo(CanonicalJsonWriter writer)
        {
            writer.StartObject();
            writer.Text("text"u8, value.AsSpan());
            writer.EndObject();
        }
    }
}
