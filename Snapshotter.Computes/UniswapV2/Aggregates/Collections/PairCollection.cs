using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Reading;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Collections;

/// <summary>The snapshots that an aggregate over many pairs is made of, in the order in which they are added up (spec 8.8).</summary>
internal sealed record PairCollection<T>(IReadOnlyList<PairPart<T>> Parts) where T : struct, IAmount<T>
{
    private const string ReservesMark = "reserves";
    private const string VolumeMark = "volume";

    /// <summary>Whether all windows among them were complete.</summary>
    public bool Complete => Parts.All(static part => part.Volume is not { Complete: false });

    /// <summary>The parts by pair, pairs in the order of their first part.</summary>
    public IEnumerable<IGrouping<string, PairPart<T>>> ByPair => Parts.GroupBy(static part => part.Address, StringComparer.Ordinal);

    /// <summary>Reads all of them.</summary>
    /// <exception cref="SnapshotException">One cannot be read, or is not of a pair.</exception>
    public static async ValueTask<PairCollection<T>> ReadAsync(
        AggregateInput input, PairReader pairs, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
    {
        BuiltSnapshot[] ordered = [.. T.InOrder(input.Underlying)];
        var parts = await Reads.AllAsync(ordered.Length, (ordered, pairs, history, chain, cancellationToken), static (state, index) =>
            PartAsync(state.ordered[index], state.pairs, state.history, state.chain, state.cancellationToken));
        return new PairCollection<T>(parts);
    }

    /// <summary>The collections of an epoch are made of the same snapshots, each of which is read once.</summary>
    private static ValueTask<PairPart<T>> PartAsync(BuiltSnapshot built, PairReader pairs, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken) =>
        chain.OnceAsync(new PartKey(built.ProjectId, built.Cid), (source, token) => ReadAsync(built, pairs, history, source, token), cancellationToken);

    private static async ValueTask<PairPart<T>> ReadAsync(
        BuiltSnapshot built, PairReader pairs, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
    {
        var address = AddressIn(built.ProjectId);
        if (!Address.TryParse(address, out var parsed)) throw new SnapshotException($"'{built.ProjectId}' is no project of a pair: correct projects_to_wait_for in aggregator.json.");
        var metadata = pairs.MetadataAsync(parsed, chain, cancellationToken);
        var content = await history.RequiredContentAsync(built.Cid, built.ProjectId, built.EpochId, cancellationToken);
        var isReserves = built.ProjectId.Contains(ReservesMark, StringComparison.Ordinal);
        var isVolume = !isReserves && built.ProjectId.Contains(VolumeMark, StringComparison.Ordinal);
        return new PairPart<T>(
            address,
            await metadata,
            isReserves ? StoredReserves<T>.Read(content, built.ProjectId) : null,
            isVolume ? StoredVolume<T>.ReadAggregate(content, built.ProjectId) : null);
    }

    private sealed record PartKey(string ProjectId, Cid Cid);

    private static string AddressIn(string projectId) => projectId.Split(':') is { Length: > 1 } parts ? parts[^2] : projectId;
}
