using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Submission.Simulation;

/// <summary>Builds what an epoch of the newest source blocks would give, beside the pipeline: nothing of it is kept.</summary>
/// <remarks>It has a reader of its own, so that the pipeline's learns nothing from blocks that are no epoch.</remarks>
public sealed class SimulatedEpoch(RpcClient source, IStateStore facts, SourceChainOptions options, EpochOptions epochs, ProjectPlan plan, TimeProvider time)
{
    /// <summary>The id that says that an epoch is none (spec protocol 2.5).</summary>
    public const long Id = 0;

    /// <summary>Builds the base projects of the configuration over the newest blocks, as many as an epoch has.</summary>
    /// <exception cref="SourceChainException">The source chain could not be read.</exception>
    public async Task<IReadOnlyList<SnapshotBuild>> BuildAsync(CancellationToken cancellationToken)
    {
        var reader = new SourceChainReader(source, facts, options, plan.Delegated, time);
        var head = await reader.ReadHeadAsync(Id, cancellationToken);
        var chain = await reader.TryReadAsync(new Epoch(Id, Math.Max(0, head - epochs.Size + 1), head), headOffset: 0, cancellationToken)
            ?? throw new SourceChainException($"The newest blocks, up to {head}, could not be read: the endpoint no longer has them.");
        return await chain.RunAsync(() => BuildAsync(chain, cancellationToken));
    }

    private async Task<IReadOnlyList<SnapshotBuild>> BuildAsync(EpochChain chain, CancellationToken cancellationToken)
    {
        var tasks = plan.Types.SelectMany(static type => type.PreloadTasks).Distinct(StringComparer.Ordinal);
        await Task.WhenAll(tasks.Select(task => plan.Preloaders[task].PreloadAsync(chain, cancellationToken).AsTask()));
        return await Task.WhenAll(plan.Types.SelectMany(type => type.Projects.Select(project => SnapshotBuild.RunAsync(
            project.Id, project.Source, chain.Epoch, () => type.Processor.BuildAsync(project.Source, chain, cancellationToken), type.Transformations, cancellationToken))));
    }
}
