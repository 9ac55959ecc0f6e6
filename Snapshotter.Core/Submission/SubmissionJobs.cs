using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Submission;

/// <summary>
/// Which submissions follow when snapshots were built. Without aggregates a slice is submitted as soon as it is built. With them an epoch is
/// submitted when all of it is built: what becomes final must not reach windows that are still being composed, or their bytes would depend on chance.
/// </summary>
internal sealed class SubmissionJobs
{
    private readonly Slice[] _slices;
    private readonly string[] _all;

    public SubmissionJobs(ProjectPlan plan, JobOptions options)
    {
        var hasAggregates = plan.Aggregates.Count > 0;
        _all = hasAggregates ? [.. plan.ProjectIds] : [];
        _slices = hasAggregates
            ? [.. plan.Types.SelectMany(type => Slice.Of(type, options.SliceSize)), .. plan.Aggregates.SelectMany(type => Slice.Of(type, options.SliceSize))]
            : [];
    }

    /// <summary>The jobs after a slice was built, of which <paramref name="anyBuilt"/> says whether it gave any snapshot; the store queues those that need wait no longer.</summary>
    public IEnumerable<NewJob> After(long epochId, Slice slice, bool anyBuilt)
    {
        if (_slices.Length > 0) return AfterFailure(epochId);
        return anyBuilt ? [SubmitHandler.JobFor(epochId, slice)] : [];
    }

    /// <summary>The jobs after building was given up: what was built of the rest may be all there now.</summary>
    public IEnumerable<NewJob> AfterFailure(long epochId) => _slices.Select(slice => SubmitHandler.JobFor(epochId, slice, _all));
}
