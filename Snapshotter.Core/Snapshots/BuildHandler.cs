using Snapshotter.Core.Chain;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Snapshots;

/// <summary>Builds the base snapshots of a slice.</summary>
internal sealed class BuildHandler(ProjectPlan plan, IStateStore store, SnapshotResults results, OpenEpochs open) : IJobHandler
{
    private const string JobKind = "build";

    public string Kind => JobKind;

    public static NewJob JobFor(long epochId, Slice slice) => new(JobKind, epochId, slice.Key, slice.ToPayload());

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var slice = Slice.Parse(job.Payload);
        if (plan.Find(slice.ProjectType) is not { } type) return new StateChange();
        var chain = open.Get(await ReleasedEpochOf.JobAsync(store, job, cancellationToken));
        var builds = await BuildAllAsync(slice.Projects(plan), type.Processor, chain, cancellationToken);
        if (Array.Exists(builds, static build => build.IsTransient)) open.Discard(chain);
        return await results.KeepAsync(job.EpochId, slice, builds, isLastAttempt, cancellationToken);
    }

    public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken)
    {
        open.Discard(job.EpochId);
        return Task.FromResult(results.GivenUp(job.EpochId, Slice.Parse(job.Payload).ProjectIds(plan), reason));
    }

    private static Task<SnapshotBuild[]> BuildAllAsync(IReadOnlyList<Project> projects, ISnapshotProcessor processor, EpochChain chain, CancellationToken cancellationToken) =>
        chain.RunAsync(() =>
        {
            // All are started before any is awaited, so that what they ask goes out together.
            var builds = new Task<SnapshotBuild>[projects.Count];
            for (var i = 0; i < builds.Length; i++)
            {
                var project = projects[i];
                builds[i] = SnapshotBuild.RunAsync(
                    project.Id, project.Source, chain.Epoch, () => processor.BuildAsync(project.Source, chain, cancellationToken), processor.Transformations, cancellationToken);
            }

            return Task.WhenAll(builds);
        });
}
