using System.Runtime.ExceptionServices;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Preloading;

/// <summary>Runs an epoch's preloaders and queues the building of its snapshots.</summary>
internal sealed class PreloadHandler(
    EpochPlans plans, InitialProjects initial, IStateStore store, SnapshotResults results, OpenEpochs open, PipelineProgress progress, TimeProvider time) : IJobHandler
{
    /// <summary>The kind of these jobs.</summary>
    public const string JobKind = "preload";

    public string Kind => JobKind;

    public static NewJob JobFor(long epochId) => new(JobKind, epochId, "", []);

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var chain = await open.GetAsync(await ReleasedEpochOf.JobAsync(store, job, cancellationToken), cancellationToken);
        await initial.EnsureAsync(cancellationToken);
        var plan = await plans.OfAsync(job.EpochId, cancellationToken);
        progress.Planned(plan.ProjectIds.Count);
        var failures = await chain.RunAsync(() => PreloadAsync([.. plan.Projects.PreloadTasks], plan.Projects.Preloaders, chain, cancellationToken));
        if (failures.Values.Any(static failure => failure is SourceChainException)) open.Discard(chain);
        var outcome = PreloadOutcome.Of(plan.Projects, failures);

        // On the last attempt only the types that name what failed are given up.
        if (failures.Count > 0 && (!isLastAttempt || outcome.HasFailedWhole)) ExceptionDispatchInfo.Throw(failures.Values.First());

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var ends = outcome.Types.Select(type => new Transition(job.EpochId, Stage.Preload, type.Name, type.Error, null, now));
        var failed = outcome.Types.Where(static type => type.Error is not null).ToArray();
        var given = Array.ConvertAll(failed, type => results.GivenUp(plan, job, outcome.ProjectsOf(type.Name), type.Error!));
        var mismatches = chain.Mismatches.Select(mismatch => new Transition(job.EpochId, Stage.Preload, $"{mismatch.View}:{mismatch.Contract}", mismatch.ToString(), null, now));
        return new StateChange
        {
            Transitions = [.. ends, .. mismatches, .. given.SelectMany(static change => change.Transitions)],
            Reports = [.. given.SelectMany(static change => change.Reports)],
            Projects = plan.ProjectIds,
            Enqueued =
            [
                .. plan.Builds.Where(slice => outcome.Succeeded(slice.ProjectType)).Select(slice => BuildHandler.JobFor(job.EpochId, slice)),
                .. plan.Projects.BulkTypes.Where(type => outcome.Succeeded(type.Name)).Select(type => BulkHandler.JobFor(job.EpochId, type)),
                .. plan.Followers.AtOnce(job.EpochId),
                .. plan.Followers.After(job.EpochId, job.Key, [.. failed.SelectMany(type => outcome.ProjectsOf(type.Name))]),
                .. SubmissionJobs.After(plan, job, []),
            ],
        };
    }

    public async Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken)
    {
        open.Discard(job.EpochId);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var error = PreloadOutcome.ErrorOf(reason);
        var plan = await plans.OfAsync(job.EpochId, cancellationToken);
        var given = results.GivenUp(plan, job, [.. plan.Projects.BaseProjectIds, .. plan.RunIds], error);
        return new StateChange
        {
            Transitions = [.. plan.Projects.TypeNames.Select(name => new Transition(job.EpochId, Stage.Preload, name, error, null, now)), .. given.Transitions],
            Reports = given.Reports,
            Projects = plan.ProjectIds,
            Enqueued = [.. plan.Followers.AtOnce(job.EpochId), .. given.Enqueued],
        };
    }

    /// <returns>What failed, by task.</returns>
    private static async Task<IReadOnlyDictionary<string, Exception>> PreloadAsync(
        string[] tasks, IReadOnlyDictionary<string, IPreloader> preloaders, EpochChain chain, CancellationToken cancellationToken)
    {
        // All are started before any is awaited, so that what they ask goes out together.
        var running = Array.ConvertAll(tasks, task => FailureOfAsync(preloaders[task], chain, cancellationToken));
        var failures = await Task.WhenAll(running);
        return tasks.Zip(failures).Where(static pair => pair.Second is not null).ToDictionary(static pair => pair.First, static pair => pair.Second!, StringComparer.Ordinal);
    }

    private static async Task<Exception?> FailureOfAsync(IPreloader preloader, EpochChain chain, CancellationToken cancellationToken)
    {
        try
        {
            await preloader.PreloadAsync(chain, cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return exception;
        }
    }
}
