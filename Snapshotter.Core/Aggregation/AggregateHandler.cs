using Snapshotter.Core.Chain;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Aggregation;

/// <summary>Composes the aggregates of a slice, once everything they stand on has ended in the epoch.</summary>
internal sealed class AggregateHandler(
    ProjectPlan plan, IStateStore store, IFinalizedHistory history, SnapshotResults results, OpenEpochs open) : IJobHandler
{
    private const string JobKind = "aggregate";

    public string Kind => JobKind;

    public static NewJob JobFor(long epochId, Slice slice, IReadOnlyList<string> waitsFor) =>
        new(JobKind, epochId, slice.Key, slice.ToPayload()) { WaitsFor = waitsFor };

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var slice = Slice.Parse(job.Payload);
        if (plan.FindAggregate(slice.ProjectType) is not { } type) return new StateChange();
        var chain = open.Get(await ReleasedEpochOf.JobAsync(store, job, cancellationToken));
        var projects = slice.Aggregates(plan);
        var built = await BuiltAsync(job.EpochId, projects, cancellationToken);
        var builds = await chain.RunAsync(() => Task.WhenAll(projects.Select(project => ComposeAsync(project, built, type.Processor, chain, cancellationToken))));
        if (Array.Exists(builds, static build => build.IsTransient)) open.Discard(job.EpochId);
        return await results.KeepAsync(job.EpochId, slice, builds, isLastAttempt, cancellationToken);
    }

    public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken) =>
        Task.FromResult(results.GivenUp(job.EpochId, Slice.Parse(job.Payload).ProjectIds(plan), reason));

    private async ValueTask<Dictionary<string, Cid?>> BuiltAsync(long epochId, IReadOnlyList<AggregateProject> projects, CancellationToken cancellationToken)
    {
        string[] ids = [.. projects.SelectMany(static project => project.Underlying).Distinct(StringComparer.Ordinal)];
        var cids = await store.BuiltCidsAsync(epochId, ids, cancellationToken);
        return ids.Zip(cids).ToDictionary(static pair => pair.First, static pair => pair.Second, StringComparer.Ordinal);
    }

    private Task<SnapshotBuild> ComposeAsync(
        AggregateProject project, Dictionary<string, Cid?> built, IAggregateProcessor processor, EpochChain chain, CancellationToken cancellationToken)
    {
        if (project.Underlying.FirstOrDefault(id => built[id] is null) is { } missing)
        {
            return Task.FromResult(SnapshotBuild.Failed(project.Id, $"{missing}, which it is composed from, has no snapshot in this epoch."));
        }

        var underlying = project.Underlying.Select(id => new BuiltSnapshot(chain.Epoch.Id, id, built[id]!.Value))
            .OrderBy(static snapshot => snapshot.Cid.ToString(), StringComparer.Ordinal)
            .ThenBy(static snapshot => snapshot.ProjectId, CodePointOrder.Instance);
        var input = new AggregateInput(chain.Epoch, project.Id, [.. underlying]);
        return SnapshotBuild.RunAsync(
            project.Id, null, chain.Epoch, () => processor.BuildAsync(input, history, chain, cancellationToken), processor.Transformations, cancellationToken);
    }
}
