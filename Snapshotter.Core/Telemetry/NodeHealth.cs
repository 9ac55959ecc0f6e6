using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core.Telemetry;

/// <summary>Puts the node's status together from progress, queue and plan.</summary>
public sealed class NodeHealth(
    PipelineProgress progress, EpochTracker tracker, IJobQueue queue, ProjectPlan plan, EpochOptions epochs, HealthOptions options, SteadyTime time,
    RoleOptions roles, IPinQueue? pins = null) : INodeHealth
{
    private readonly int _configured = plan.ProjectIds.Count();
    private QueueDepth _lastDepth = new(0, 0, 0);

    /// <inheritdoc/>
    public async ValueTask<NodeStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var depth = await DepthAsync(cancellationToken);
        var now = progress.Now;
        var inFlight = tracker.InFlight;
        return new NodeStatus(
            ActivityOf(now),
            plan.Namespace,
            now.Projects ?? _configured,
            now.Released?.Epoch.Id,
            now.EndedEpoch,
            now.Head,
            now is { Head: { } head, Released: { } released } ? Math.Max(0, head - released.Epoch.End) : null,
            now.LastCost?.HttpRequests,
            now.LastCost?.TotalCalls,
            now.StartedAt,
            depth,
            pins is null ? null : await pins.DepthAsync(cancellationToken),
            [.. HealthRules.Judge(now, inFlight, epochs, options, time.GetUtcNow()).Where(stage => roles.Detector || stage.Stage != HealthRules.SourceHead)]);
    }

    /// <summary>The depth of the queue, or while its store is away the last one known: the health must tell of that, not fail of it.</summary>
    private async ValueTask<QueueDepth> DepthAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _lastDepth = await queue.DepthAsync(cancellationToken);
        }
        catch (StorageException exception)
        {
            progress.StoreAnswered(exception.Message);
            return _lastDepth;
        }
    }

    private string ActivityOf(ProgressSnapshot now)
    {
        if (now.UsedUpAtBlock is not null) return tracker.InFlight == 0 ? "exhausted" : "catching-up";
        if (now.Released is null || now.Head is null) return "starting";
        return now.Head - now.Released.Epoch.End >= epochs.Size + epochs.HeadOffset ? "catching-up" : "following";
    }
}
