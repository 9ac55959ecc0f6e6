using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Epochs.Forks;

/// <summary>Snapshots that tell the hash of every block of their epoch, and aggregates that tell every content they were composed of: no bytes of one fork are those of another.</summary>
internal static class HashingComputes
{
    private const int Projects = 3;

    /// <summary>The plan.</summary>
    /// <param name="withAggregates">Whether each source has an aggregate over it.</param>
    /// <param name="countsUndecided">Whether snapshots of earlier epochs count in the windows of aggregates before they are decided on.</param>
    public static ProjectPlan Plan(bool withAggregates, bool countsUndecided = false)
    {
        var sources = Enumerable.Range(0, Projects).Select(static i => new Project($"type:s{i}:NS", new DataSource($"s{i}"))).ToArray();
        var plan = new ProjectPlan("NS", [new ProjectType("type", new Hashes(), sources, [])], new Dictionary<string, IPreloader>());
        return withAggregates ? ScriptedAggregate.Onto(plan, new AggregateType("sum", new Window(countsUndecided), []) { Filter = "type" }) : plan;
    }

    /// <summary>The text of a base snapshot over blocks.</summary>
    public static string TextOf(string source, Epoch epoch, ScriptedBlocks blocks) =>
        $$"""{"text":"{{source}}: {{string.Join(' ', Enumerable.Range(0, epoch.Size).Select(i => blocks.HashOf(epoch.Begin + i)))}}"}""";

    private sealed class Hashes : ISnapshotProcessor
    {
        public async ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken)
        {
            var hashes = new List<string>();
            for (var number = chain.Epoch.Begin; number <= chain.Epoch.End; number++) hashes.Add((await chain.BlockAsync(number, cancellationToken)).Hash.ToString());
            return new ScriptedProcessor.Text($"{source}: {string.Join(' ', hashes)}");
        }
    }

    /// <summary>Over the epoch and the two before it, as they were decided; or, where undecided ones count, as they were built until then.</summary>
    private sealed class Window(bool countsUndecided) : IAggregateProcessor
    {
        public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
        {
            var own = input.SingleUnderlying();
            var contents = new List<ReadOnlyMemory<byte>>(countsUndecided ? [] : await history.RangeAsync(own.ProjectId, own.EpochId - 2, own.EpochId - 1, cancellationToken));
            foreach (var counted in countsUndecided ? await history.CountedAsync(own.ProjectId, own.EpochId - 2, own.EpochId - 1, cancellationToken) : [])
            {
                contents.Add(await history.RequiredContentAsync(counted.Cid, own.ProjectId, counted.EpochId, cancellationToken));
            }

            contents.Add(await history.RequiredContentAsync(own.Cid, own.ProjectId, own.EpochId, cancellationToken));
            return new ScriptedProcessor.Text(string.Join(' ', contents.Select(static content => Keccak256.Hash(content.Span).ToString())));
        }
    }
}
