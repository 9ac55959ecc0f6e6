using Snapshotter.Core.Chain;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Aggregation;

/// <summary>Composes the aggregates of a slice, once everything they stand on has ended in the epoch.</summary>
internal sealed class AggregateHandler(
    EpochPlans plans, IStateStore store, UnderlyingSnapshots snapshots, FinalizedHistories histories, SnapshotResults results, OpenEpochs open, PausedProjects pauses) : IJobHandler
{
    /// <summary>The kind of these jobs.</summary>
    public const string JobKind = "aggregate";

    public string Kind => JobKind;

    /// <summary>
    /// The job of a slice. It waits until the epochs before have ended: a window rolls on from what is final of them, and its bytes must not depend on how far that had come.
    /// </summary>
    public static NewJob JobFor(long epochId, string key, Slice slice) => new(JobKind, epochId, key, slice.ToPayload()) { AfterEarlierEpochs = true };

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var slice = Slice.Parse(job.Payload);
        var plan = await plans.OfAsync(job.EpochId, cancellationToken);
        if (plan.Projects.FindAggregate(slice.ProjectType) is not { } type) return await GiveUpAsync(job, SnapshotResults.TypeIsGone, cancellationToken);
        var chain = await open.GetAsync(await ReleasedEpochOf.JobAsync(store, job, cancellationToken), cancellationToken);
        var projects = ProjectsOf(slice, plan);
        var underlying = await snapshots.ReadAsync(job, projects, cancellationToken);
        var history = histories.Open();
        var paused = await pauses.OfJobAsync(job, cancellationToken);
        var builds = await chain.RunAsync(() => Task.WhenAll(projects.Select(project =>
            paused.Contains(project.Id) ? Task.FromResult(SnapshotBuild.Failed(project.Id, PausedProjects.Reason)) : ComposeAsync(project, underlying, type, history, chain, cancellationToken))));
        if (Array.Exists(builds, static build => build.IsTransient)) open.Discard(job.EpochId);
        return history.Into(job.EpochId, await results.KeepAsync(plan, job, builds, isLastAttempt, cancellationToken));
    }

    public async Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken)
    {
        var plan = await plans.OfAsync(job.EpochId, cancellationToken);
        return results.GivenUp(plan, job, [.. ProjectsOf(Slice.Parse(job.Payload), plan).Select(static project => project.Id)], reason);
    }

    /// <summary>One project over each item, or those of the type where it composes one of many.</summary>
    private static IReadOnlyList<AggregateProject> ProjectsOf(Slice slice, EpochPlan plan)
    {
        if (plan.Projects.FindAggregate(slice.ProjectType) is not { } type) return [];
        return slice.Items.Count == 0 ? type.Projects : [.. slice.Items.Select(id => type.Over(id, plan.Projects.Namespace))];
    }

    private static async Task<SnapshotBuild> ComposeAsync(
        AggregateProject project, IReadOnlyDictionary<string, UnderlyingSnapshot> snapshots, AggregateType type, FinalizedHistory history, EpochChain chain, CancellationToken cancellationToken)
    {
        if (project.Underlying.FirstOrDefault(id => !snapshots.ContainsKey(id)) is { } missing)
        {
            return SnapshotBuild.Failed(project.Id, $"{missing}, which it is composed from, has no snapshot in this epoch.");
        }

        var underlying = project.Underlying.Select(id => new BuiltSnapshot(chain.Epoch.Id, id, snapshots[id].Cid))
            .OrderBy(static snapshot => snapshot.Cid.ToString(), StringComparer.Ordinal)
            .ThenBy(static snapshot => snapshot.ProjectId, CodePointOrder.Instance);
        var input = new AggregateInput(chain.Epoch, project.Id, [.. underlying]);
        var assumed = new AssumedSnapshots(chain.Epoch.Id);
        var build = await SnapshotBuild.RunAsync(
            project.Id, null, chain.Epoch, () => type.Processor.BuildAsync(input, history.Noting(assumed), chain, cancellationToken), type.Transformations, cancellationToken);
        return build with { Extra = ForeignInputs.ToExtra([.. project.Underlying.Where(id => snapshots[id].IsForeign).Select(id => KeyValuePair.Create(id, snapshots[id].Cid))], assumed.Noted) };
    }
}
