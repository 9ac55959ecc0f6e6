using System.Collections.Concurrent;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// Tells what is built in an epoch: the one way from the configuration, and from what the protocol state allows, to projects and jobs. For a
/// released epoch the answer never changes, also over restarts, as long as the configuration does not.
/// </summary>
internal sealed class EpochPlans(ProjectPlan plan, IStateStore store, JobOptions options)
{
    /// <summary>More than can be in flight; what was forgotten is read again.</summary>
    private const int MaxRemembered = 512;

    private readonly EpochPlan _configured = new(plan, options.SliceSize);
    private readonly bool _isDynamic = plan.Types.Any(static type => type.IsDynamic);
    private readonly ConcurrentDictionary<long, EpochPlan> _known = new();
    private volatile EpochPlan? _latest;

    /// <summary>The plan of a released epoch.</summary>
    public async ValueTask<EpochPlan> OfAsync(long epochId, CancellationToken cancellationToken)
    {
        if (!_isDynamic) return _configured;
        if (_known.TryGetValue(epochId, out var known)) return known;
        var projects = AllowedSources.Into(plan, await store.AllowedProjectsAsync(epochId, cancellationToken));
        var now = _latest is { } latest && HasSameProjects(latest.Projects, projects) ? latest : new EpochPlan(projects, options.SliceSize);
        _latest = now;
        if (_known.Count >= MaxRemembered) _known.Clear();
        return _known.GetOrAdd(epochId, now);
    }

    /// <summary>Epochs with the same projects share a plan: making one costs more than an epoch of a few projects.</summary>
    private static bool HasSameProjects(ProjectPlan left, ProjectPlan right) =>
        left.Types.Zip(right.Types).All(static pair => pair.First.Projects.SequenceEqual(pair.Second.Projects));
}
