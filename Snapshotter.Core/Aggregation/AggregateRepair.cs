using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Aggregation;

/// <summary>
/// Finds the aggregates of an epoch that were composed before consensus decided against what they stand on, in the epoch itself or in an earlier one that their window
/// holds. While nothing of the epoch is submitted they are composed once more, of what was decided; what is submitted stays, and the windows of later epochs read the decision.
/// </summary>
internal sealed class AggregateRepair(IStateStore store, UnderlyingSnapshots snapshots)
{
    /// <summary>What is to be done before an epoch is submitted.</summary>
    /// <param name="plan">The epoch's plan.</param>
    /// <param name="job">The job that collects the epoch, all of which is built.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>The jobs that compose anew, and the aggregates that could not be: what an earlier attempt built of these is known to be wrong.</returns>
    public async ValueTask<(IReadOnlyList<NewJob> Jobs, IReadOnlySet<string> Failed)> OfAsync(EpochPlan plan, Job job, CancellationToken cancellationToken)
    {
        if (!snapshots.MayBeForeign) return ([], new HashSet<string>());
        AggregateProject[] aggregates = [.. plan.Projects.Aggregates.SelectMany(static type => type.Projects)];
        var counted = await snapshots.ReadAsync(job, aggregates, cancellationToken);
        var foreign = counted.Where(static snapshot => snapshot.Value.IsForeign).ToDictionary(static snapshot => snapshot.Key, static snapshot => snapshot.Value.Cid, StringComparer.Ordinal);
        var ends = (await store.EpochReportsAsync(job.EpochId, 1, cancellationToken)).SelectMany(static report => report.Transitions)
            .Where(static transition => transition.Stage == Stage.SnapshotBuild).ToDictionary(static transition => transition.Subject, StringComparer.Ordinal);
        var overruled = await OverruledAsync(ends.Values, cancellationToken);

        // Whatever comes of composing it once more, it is not stale afterwards: so this ends.
        bool IsStale(AggregateProject project) => ends.GetValueOrDefault(project.Id) is { Succeeded: true } end
            && (project.Underlying.Any(id => foreign.TryGetValue(id, out var cid) && !ForeignInputs.Has(end.Extra, id, cid)) || ForeignInputs.AssumedIn(end.Extra).Any(overruled.Contains));
        return (
            foreign.Count + overruled.Count == 0 ? [] : [.. Recomposition.JobsFor(plan, job.EpochId, IsStale)],
            aggregates.Select(static project => project.Id).Where(id => ends.GetValueOrDefault(id) is { Succeeded: false }).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The own snapshots of earlier epochs that counted in windows and that consensus has decided against since.</summary>
    private async ValueTask<HashSet<AssumedSnapshot>> OverruledAsync(IEnumerable<Transition> ends, CancellationToken cancellationToken)
    {
        var overruled = new HashSet<AssumedSnapshot>();
        foreach (var epoch in ends.SelectMany(static end => ForeignInputs.AssumedIn(end.Extra)).Distinct().GroupBy(static one => one.EpochId))
        {
            AssumedSnapshot[] assumed = [.. epoch];
            var decided = await store.DecidedCidsAsync(epoch.Key, [.. assumed.Select(static one => one.ProjectId)], cancellationToken);
            overruled.UnionWith(assumed.Where((one, i) => decided[i] is { } cid && cid != one.Cid));
        }

        return overruled;
    }
}
