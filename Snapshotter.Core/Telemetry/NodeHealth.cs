using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Telemetry;

/// <summary>Puts the node's status together from progress, queue and plan.</summary>
public sealed class NodeHealth(
    PipelineProgress progress, EpochTracker tracker, IJobQueue queue, ProjectPlan plan, EpochOptions epochs, HealthOptions options, TimeProvider time) : INodeHealth
{
    private readonly int _projects = plan.ProjectIds.Count();

    /// <inheritdoc/>
    public async ValueTask<NodeStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var now = progress.Now;
        var inFlight = tracker.InFlight;
        return new NodeStatus(
            ActivityOf(now),
            plan.Namespace,
            _projects,
            now.Released?.Epoch.Id,
            now.EndedEpoch,
            now.Head,
            now is { Head: { } head, Released: { } released } ? Math.Max(0, head - released.Epoch.End) : null,
            now.LastCost?.HttpRequests,
            now.LastCost?.TotalCalls,
            now.StartedAt,
            await queue.DepthAsync(cancellationToken),
            HealthRules.Judge(now, inFlight, epochs, options, time.GetUtcNow()));
    }

    private string ActivityOf(ProgressSnapshot now)
    {
        if (now.UsedUpAtBlock is not null) return tracker.InFlight == 0 ? "exhausted" : "catching-up";
        if (now.Released is null || now.Head is null) return "starting";
        return now.Head - now.Released.Epoch.End >= epochs.Size + epochs.HeadOffset ? "catching-up" : "following";
    }
}
