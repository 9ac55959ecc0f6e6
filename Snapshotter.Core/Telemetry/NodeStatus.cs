using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage.Pins;

namespace Snapshotter.Core.Telemetry;

/// <summary>The node at a glance.</summary>
/// <param name="Activity"><c>starting</c>, <c>following</c>, <c>catching-up</c> or <c>exhausted</c> (a recording is used up; the node keeps serving).</param>
/// <param name="Namespace">The namespace of all project ids.</param>
/// <param name="Projects">The number of projects this node builds.</param>
/// <param name="CurrentEpoch">The latest released epoch.</param>
/// <param name="FinalizedEpoch">The latest epoch in which every project ended.</param>
/// <param name="SourceHead">The latest source block seen.</param>
/// <param name="LagBlocks">Blocks between the head and the end of the latest released epoch.</param>
/// <param name="RequestsPerEpoch">HTTP requests of the latest finished epoch.</param>
/// <param name="CallsPerEpoch">JSON-RPC method calls of the latest finished epoch.</param>
/// <param name="StartedAt">When the process started.</param>
/// <param name="Jobs">The queue.</param>
/// <param name="Pins">The contents that are not pinned at IPFS yet; null where no IPFS node is configured.</param>
/// <param name="Stages">The health of each stage.</param>
public sealed record NodeStatus(
    string Activity,
    string Namespace,
    int Projects,
    long? CurrentEpoch,
    long? FinalizedEpoch,
    long? SourceHead,
    long? LagBlocks,
    long? RequestsPerEpoch,
    long? CallsPerEpoch,
    DateTimeOffset StartedAt,
    QueueDepth Jobs,
    PinDepth? Pins,
    IReadOnlyList<StageHealth> Stages)
{
    /// <summary>Whether every stage makes progress.</summary>
    public bool Ready => Stages.All(stage => stage.Ok);
}
