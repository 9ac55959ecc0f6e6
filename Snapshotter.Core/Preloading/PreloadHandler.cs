using Snapshotter.Core.Chain;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Preloading;

/// <summary>Runs an epoch's preloaders and queues the building of its snapshots.</summary>
internal sealed class PreloadHandler(ProjectPlan plan, IStateStore store, SnapshotResults results, OpenEpochs open, JobOptions options, TimeProvider time) : IJobHandler
{
    private const string JobKind = "preload";

    public string Kind => JobKind;

    public static NewJob JobFor(long epochId) => new(JobKind, epochId, "", []);

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var chain = open.Get(await ReleasedEpochOf.JobAsync(store, job, cancellationToken));
        var tasks = plan.Types.SelectMany(static type => type.PreloadTasks).Distinct(StringComparer.Ordinal).ToArray();
        try
        {
            await chain.RunAsync(() => PreloadAsync(tasks, chain, cancellationToken));
        }
        catch (SourceChainException)
        {
            open.Discard(chain);
            throw;
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var successes = plan.Types.Select(type => new Transition(job.EpochId, Stage.Preload, type.Name, null, null, now));
        var mismatches = chain.Mismatches.Select(mismatch => new Transition(job.EpochId, Stage.Preload, $"{mismatch.View}:{mismatch.Contract}", mismatch.ToString(), null, now));
        return new StateChange
        {
            Transitions = [.. successes, .. mismatches],
            Enqueued = [.. plan.Types.SelectMany(type => Slice.Of(type, options.SliceSize)).Select(slice => BuildHandler.JobFor(job.EpochId, slice))],
        };
    }

    public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken)
    {
        open.Discard(job.EpochId);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var error = $"Preloading failed: {reason}";
        var given = results.GivenUp(job.EpochId, [.. plan.BaseProjectIds], error);
        return Task.FromResult(new StateChange
        {
            Transitions = [.. plan.Types.Select(type => new Transition(job.EpochId, Stage.Preload, type.Name, error, null, now)), .. given.Transitions],
            Reports = given.Reports,
            Enqueued = given.Enqueued,
        });
    }

    private async Task<bool> PreloadAsync(string[] tasks, EpochChain chain, CancellationToken cancellationToken)
    {
        // All are started before any is awaited, so that what they ask goes out together.
        var running = Array.ConvertAll(tasks, task => plan.Preloaders[task].PreloadAsync(chain, cancellationToken).AsTask());
        await Task.WhenAll(running);
        return true;
    }
}
