using Snapshotter.Core.Chain;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Snapshots;

/// <summary>Builds all snapshots of a bulk type in an epoch. The run itself ends under <see cref="BulkProjectType.FailureId"/>, whatever it found.</summary>
internal sealed class BulkHandler(EpochPlans plans, IStateStore store, SnapshotResults results, OpenEpochs open) : IJobHandler
{
    /// <summary>The kind of these jobs.</summary>
    public const string JobKind = "bulk";

    public string Kind => JobKind;

    public static NewJob JobFor(long epochId, BulkProjectType type) => new(JobKind, epochId, type.Name, new Slice(type.Name, 0, []).ToPayload());

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var plan = await plans.OfAsync(job.EpochId, cancellationToken);
        if (plan.Projects.FindBulk(Slice.Parse(job.Payload).ProjectType) is not { } type) return await GiveUpAsync(job, SnapshotResults.TypeIsGone, cancellationToken);
        var chain = await open.GetAsync(await ReleasedEpochOf.JobAsync(store, job, cancellationToken), cancellationToken);
        IReadOnlyList<BulkSnapshot> snapshots;
        try
        {
            snapshots = await chain.RunAsync(() => type.Processor.BuildAsync(chain, cancellationToken).AsTask());
        }
        catch (SourceChainException)
        {
            open.Discard(chain);
            throw;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // As for a single snapshot: what is on the chain does not change, so trying again would not help.
            return await GiveUpAsync(job, exception.Message, cancellationToken);
        }

        return await results.KeepAsync(plan, job, BuildsOf(type, plan.Projects.Namespace, snapshots), isLastAttempt, cancellationToken, type.FailureId(plan.Projects.Namespace));
    }

    public async Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken)
    {
        var plan = await plans.OfAsync(job.EpochId, cancellationToken);
        var type = Slice.Parse(job.Payload).ProjectType;
        return results.GivenUp(plan, job, [ProjectId.Base(type, null, plan.Projects.Namespace)], reason);
    }

    /// <summary>Of several snapshots of a project the first counts: consensus takes one from each node.</summary>
    private static SnapshotBuild[] BuildsOf(BulkProjectType type, string projectNamespace, IReadOnlyList<BulkSnapshot> snapshots) =>
    [
        .. snapshots.Select(snapshot => (Id: type.ProjectIdOf(snapshot.Source, projectNamespace), snapshot.Snapshot))
            .DistinctBy(static snapshot => snapshot.Id, StringComparer.Ordinal)
            .Select(static snapshot => SnapshotBuild.Of(snapshot.Id, snapshot.Snapshot)),
    ];
}
