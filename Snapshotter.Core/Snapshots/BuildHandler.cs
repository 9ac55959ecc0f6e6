using Snapshotter.Core.Chain;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Snapshots;

/// <summary>Builds the base snapshots of a slice.</summary>
internal sealed class BuildHandler(EpochPlans plans, IStateStore store, SnapshotResults results, OpenEpochs open, PausedProjects paused) : IJobHandler
{
    /// <summary>The kind of these jobs.</summary>
    public const string JobKind = "build";

    public string Kind => JobKind;

    public static NewJob JobFor(long epochId, Slice slice) => new(JobKind, epochId, slice.Key, slice.ToPayload());

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var slice = Slice.Parse(job.Payload);
        var plan = await plans.OfAsync(job.EpochId, cancellationToken);
        if (plan.Projects.Find(slice.ProjectType) is not { } type) return await GiveUpAsync(job, SnapshotResults.TypeIsGone, cancellationToken);
        var chain = await open.GetAsync(await ReleasedEpochOf.JobAsync(store, job, cancellationToken), cancellationToken);
        var builds = await BuildAllAsync(ProjectsOf(slice, plan), type, chain, await paused.OfJobAsync(job, cancellationToken), cancellationToken);
        if (Array.Exists(builds, static build => build.IsTransient)) open.Discard(chain);
        return await results.KeepAsync(plan, job, builds, isLastAttempt, cancellationToken);
    }

    public async Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken)
    {
        open.Discard(job.EpochId);
        var plan = await plans.OfAsync(job.EpochId, cancellationToken);
        return results.GivenUp(plan, job, Array.ConvertAll(ProjectsOf(Slice.Parse(job.Payload), plan), static project => project.Id), reason);
    }

    /// <summary>The projects of a slice, in the order of its items.</summary>
    public static Project[] ProjectsOf(Slice slice, EpochPlan plan) =>
        [.. slice.Items.Select(item => Project.Of(slice.ProjectType, SourceOf(item, slice), plan.Projects.Namespace))];

    private static DataSource? SourceOf(string item, Slice slice)
    {
        if (item.Length == 0) return null;
        var source = DataSource.Parse(item);
        return slice.Genesis.Count > 0 && slice.Genesis.Contains(item, StringComparer.Ordinal) ? source with { IsGenesis = true } : source;
    }

    private static Task<SnapshotBuild[]> BuildAllAsync(
        Project[] projects, ProjectType type, EpochChain chain, IReadOnlySet<string> paused, CancellationToken cancellationToken) =>
        chain.RunAsync(() =>
        {
            // All are started before any is awaited, so that what they ask goes out together.
            var transformations = type.Transformations;
            var builds = Array.ConvertAll(projects, project => paused.Contains(project.Id) ? Task.FromResult(SnapshotBuild.Failed(project.Id, PausedProjects.Reason)) : SnapshotBuild.RunAsync(
                project.Id, project.Source, chain.Epoch, () => type.Processor.BuildAsync(project.Source, chain, cancellationToken), transformations, cancellationToken));
            return Task.WhenAll(builds);
        });
}
