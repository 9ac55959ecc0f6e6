using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>What a pipeline is to do.</summary>
/// <param name="Url">The JSON-RPC endpoint, in another process.</param>
/// <param name="Plan">The projects.</param>
/// <param name="FirstBlock">The first block of epoch 1.</param>
/// <param name="EpochSize">Blocks per epoch.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="MaxInFlight">Epochs worked on at once; null for the node's default.</param>
/// <param name="Retention">What is kept, which is then applied while the pipeline runs; null for a run too short to need it.</param>
internal sealed record PipelineJob(
    string Url, ProjectPlan Plan, long FirstBlock, int EpochSize, long Epochs, int? MaxInFlight = null, RetentionOptions? Retention = null)
{
    /// <summary>Snapshots built per epoch, aggregates included.</summary>
    public int SnapshotsPerEpoch => Plan.ProjectIds.Count();
}
