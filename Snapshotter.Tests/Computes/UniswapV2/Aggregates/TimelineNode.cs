using System.Text;
using Snapshotter.Computes;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Core.Aggregation;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2.Aggregates;

/// <summary>
/// A node reduced to its aggregates: base snapshots are given to it, the real processors compose the rest over the real history and the
/// real embedded stores, in the order in which snapshots trigger each other.
/// </summary>
internal sealed class TimelineNode : IAsyncDisposable
{
    private const string Namespace = "UNISWAPV2";

    private readonly RecordedWorld _world;
    private readonly HistoryWorld _node;
    private readonly IReadOnlyList<(AggregateProjectType Type, string Name, IAggregateProcessor Processor)> _types;
    private readonly Dictionary<(string ProjectId, long EpochId), Cid> _built = [];

    public TimelineNode(RecordedWorld world, IReadOnlyList<AggregateProjectType> types, ModuleRegistry modules, WindowOptions window)
    {
        _world = world;
        _types = [.. types.Select(type => (Type: type, Processor: modules.AggregateProcessor(type.Processor)))
            .Select(entry => (entry.Type, entry.Processor.ProjectTypePrefix + entry.Type.ProjectType, entry.Processor))];
        _node = new HistoryWorld(window);
    }

    /// <summary>What the node knows and must not lose.</summary>
    public SqliteStateStore State => _node.State;

    /// <summary>The texts of all aggregates by project and epoch.</summary>
    public Dictionary<(string ProjectId, long EpochId), string> Aggregates { get; } = [];

    /// <summary>Takes an epoch's base snapshots and composes all aggregates that follow from them.</summary>
    public async Task ReleaseAsync(Epoch epoch, IEnumerable<(string ProjectId, byte[] Bytes)> baseSnapshots)
    {
        var chain = new RecordedSourceChain(_world, epoch, derivesFromLogs: true);
        var here = new List<BuiltSnapshot>();
        foreach (var (projectId, bytes) in baseSnapshots) here.Add(await StoreAsync(projectId, epoch, bytes));

        for (var i = 0; i < here.Count; i++)
        {
            var built = here[i];
            foreach (var (type, name, processor) in _types.Where(entry => entry.Type.Kind is AggregateKind.SingleProject && built.ProjectId.Contains(entry.Type.ProjectIdFilter!, StringComparison.Ordinal)))
            {
                var input = new AggregateInput(epoch, ProjectId.SingleAggregate(name, built.ProjectId, Namespace), [built]);
                if (await ComposeAsync(processor, input, chain) is { } aggregate) here.Add(aggregate);
            }
        }

        foreach (var (type, name, processor) in _types.Where(static entry => entry.Type.Kind is AggregateKind.MultiProject))
        {
            string[] awaited = [.. type.ProjectsToWaitFor.Select(ActualId)];
            BuiltSnapshot[] underlying = [.. here.Where(built => awaited.Contains(built.ProjectId))
                .OrderBy(static built => built.Cid.ToString(), StringComparer.Ordinal).ThenBy(static built => built.ProjectId, StringComparer.Ordinal)];
            if (underlying.Length < awaited.Length) continue;
            await ComposeAsync(processor, new AggregateInput(epoch, ProjectId.MultiAggregate(name, awaited, Namespace), underlying), chain);
        }
    }

    /// <summary>Consensus decides: the contract knows, and events tell the node of all projects but those it misses.</summary>
    /// <param name="epochId">The epoch.</param>
    /// <param name="cids">The CIDs by project, null for the node's own.</param>
    /// <param name="isMissed">The projects whose events do not arrive.</param>
    public async Task FinalizeAsync(long epochId, IEnumerable<KeyValuePair<string, Cid?>> cids, Func<string, bool> isMissed)
    {
        var told = new List<FinalizedSnapshot>();
        foreach (var (projectId, given) in cids)
        {
            var cid = given ?? _built[(projectId, epochId)];
            _node.Protocol.Decide(epochId, projectId, cid);
            if (!isMissed(projectId)) told.Add(new FinalizedSnapshot(epochId, projectId, cid));
        }

        await State.CommitAsync(new StateChange { Finalized = told }, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    /// <summary>The id under which an awaited project is built, which differs from the configured one where its processor has a prefix.</summary>
    private string ActualId(string configured) =>
        _types.FirstOrDefault(entry => configured.StartsWith($"{entry.Type.ProjectType}:", StringComparison.Ordinal)) is { Type: { } type, Name: { } name }
            ? name + configured[type.ProjectType.Length..]
            : configured;

    private async Task<BuiltSnapshot?> ComposeAsync(IAggregateProcessor processor, AggregateInput input, RecordedSourceChain chain)
    {
        if (await processor.BuildAsync(input, _node.History, chain, CancellationToken.None) is not { } snapshot) return null;
        var bytes = CanonicalJson.Serialize(snapshot, static (writer, model) => model.WriteTo(writer));
        Aggregates[(input.ProjectId, input.Epoch.Id)] = Encoding.UTF8.GetString(bytes);
        return await StoreAsync(input.ProjectId, input.Epoch, bytes);
    }

    private async Task<BuiltSnapshot> StoreAsync(string projectId, Epoch epoch, byte[] bytes)
    {
        var built = await _node.BuildAsync(projectId, epoch.Id, Encoding.UTF8.GetString(bytes));
        _built[(projectId, epoch.Id)] = built.Cid;
        return built;
    }
}
