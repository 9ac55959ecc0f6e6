using System.Buffers;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Snapshots;

/// <summary>Builds the snapshots of a slice, stores their bytes, and queues their submission.</summary>
internal sealed class BuildHandler(ProjectPlan plan, IStateStore store, IContentStore contents, OpenEpochs open, TimeProvider time) : IJobHandler
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

        if (builds.FirstOrDefault(static build => build.IsTransient) is { } failure)
        {
            open.Discard(chain);
            // On the last attempt the other projects' snapshots are kept and only the failed ones are given up.
            if (!isLastAttempt) throw new SourceChainException(failure.Error!);
        }

        var built = builds.Where(static build => build.Bytes is not null).ToArray();
        var cids = await contents.PutAsync(job.EpochId, [.. built.Select(static build => build.Bytes!.Value)], cancellationToken);
        return ChangeOf(job.EpochId, slice, builds, built, cids);
    }

    public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken)
    {
        open.Discard(job.EpochId);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var projects = Slice.Parse(job.Payload).Projects(plan);
        return Task.FromResult(new StateChange
        {
            Transitions = [.. projects.Select(project => new Transition(job.EpochId, Stage.SnapshotBuild, project.Id, reason, null, now))],
            Reports = [.. projects.Select(project => new SubmissionReport(job.EpochId, project.Id, SubmissionOutcome.Missed, null, null, reason))],
        });
    }

    private StateChange ChangeOf(long epochId, Slice slice, Build[] builds, Build[] built, IReadOnlyList<Cid> cids)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return new StateChange
        {
            Transitions = Array.ConvertAll(builds, build => new Transition(epochId, Stage.SnapshotBuild, build.Project.Id, build.Error, null, now)),
            Built = [.. built.Select((build, i) => new BuiltSnapshot(epochId, build.Project.Id, cids[i]))],
            Reports = [.. builds.Where(static build => build.Error is not null)
                .Select(build => new SubmissionReport(epochId, build.Project.Id, SubmissionOutcome.Missed, null, null, build.Error!))],
            Enqueued = built.Length == 0 ? [] : [SubmitHandler.JobFor(epochId, slice)],
        };
    }

    private static Task<Build[]> BuildAllAsync(IReadOnlyList<Project> projects, ISnapshotProcessor processor, EpochChain chain, CancellationToken cancellationToken) =>
        chain.RunAsync(() =>
        {
            var builds = new Task<Build>[projects.Count];
            for (var i = 0; i < builds.Length; i++) builds[i] = BuildAsync(projects[i], processor, chain, cancellationToken);
            return Task.WhenAll(builds);
        });

    private static async Task<Build> BuildAsync(Project project, ISnapshotProcessor processor, EpochChain chain, CancellationToken cancellationToken)
    {
        try
        {
            var snapshot = await processor.BuildAsync(project.Source, chain, cancellationToken);
            if (snapshot is null) return Build.Failed(project, "The processor returned no snapshot for this epoch.", isTransient: false);
            foreach (var transformation in processor.Transformations) snapshot = transformation.Apply(snapshot, project.Source, chain.Epoch);
            return new Build(project, CanonicalBytesOf(snapshot), null, false);
        }
        catch (SourceChainException exception)
        {
            return Build.Failed(project, exception.Message, isTransient: true);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Build.Failed(project, exception.Message, isTransient: false);
        }
    }

    private static ReadOnlyMemory<byte> CanonicalBytesOf(ISnapshot snapshot)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var writer = new CanonicalJsonWriter(buffer);
        snapshot.WriteTo(writer);
        writer.Complete();
        return buffer.WrittenMemory;
    }

    private sealed record Build(Project Project, ReadOnlyMemory<byte>? Bytes, string? Error, bool IsTransient)
    {
        public static Build Failed(Project project, string error, bool isTransient) => new(project, null, error, isTransient);
    }
}
