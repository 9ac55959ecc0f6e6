using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Forks;
using Snapshotter.Core.Interventions;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core;

/// <summary>Registers the pipeline. The ports' adapters, the options and the <see cref="ProjectPlan"/> are the caller's to register.</summary>
public static class PipelineServices
{
    /// <summary>Adds every room of the pipeline; adding twice equals adding once.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SteadyTime>();
        services.TryAddSingleton(static _ => new Random());
        services.TryAddSingleton<RequestLedger>();
        services.TryAddSingleton<IRpcObserver>(static provider => provider.GetRequiredService<RequestLedger>());
        services.TryAddSingleton<PipelineProgress>();
        services.AddTelemetry();
        services.TryAddSingleton<EpochTracker>();
        services.TryAddSingleton<EpochCloser>();
        services.TryAddSingleton<INodeHealth, NodeHealth>();
        services.TryAddSingleton(static provider => provider.GetRequiredService<ProjectPlan>().Delegated);
        services.TryAddSingleton<LiveHosts>();
        services.TryAddSingleton<KnownViews>();
        services.TryAddSingleton<ISharedReads, UnsharedReads>();
        services.TryAddSingleton<SharedEpochs>();
        services.TryAddSingleton<SourceChainReader>();
        services.TryAddSingleton<OpenEpochs>();
        services.TryAddSingleton<SourceHistoryStore>();
        services.TryAddSingleton<ForkSurvey>();
        services.TryAddSingleton<ForkedEpochs>();
        services.TryAddSingleton<SourceForks>();
        services.TryAddSingleton<EpochRelease>();
        services.TryAddSingleton<EpochRoom>();
        services.TryAddSingleton<EpochCutter>();
        services.TryAddSingleton<AnnouncedRelease>();
        services.TryAddSingleton<IEpochSource, SourceFollower>();
        services.TryAddSingleton<JobSlots>();
        services.TryAddSingleton<JobJournal>();
        services.TryAddSingleton<OwnSign>();
        services.TryAddSingleton<JobRunner>();
        services.TryAddSingleton<InitialProjects>();
        services.TryAddSingleton<EpochPlans>();
        services.TryAddSingleton<PausedProjects>();
        services.TryAddSingleton<SnapshotResults>();
        services.TryAddSingleton<FinalizedHistories>();
        services.TryAddSingleton<UnderlyingSnapshots>();
        services.TryAddSingleton<AggregateRepair>();
        services.TryAddSingleton<OutboxSignal>();
        services.TryAddSingleton<SigningGate>();
        services.TryAddSingleton<AccountGate>();
        services.TryAddSingleton<RoleOptions>();
        services.TryAddSingleton<IDetectorTurn, AloneTurn>();
        services.TryAddSingleton<Pipeline>();
        services.TryAddSingleton<Pruner>();
        services.TryAddSingleton<RebuildPlans>();
        services.TryAddSingleton<JobInterventions>();
        services.TryAddSingleton(static provider => new EpochInterventions(
            provider.GetRequiredService<IEpochCatalogue>(), provider.GetRequiredService<IStateStore>(), provider.GetRequiredService<IJobLedger>(), provider.GetRequiredService<JobInterventions>(),
            provider.GetRequiredService<EpochTracker>(), provider.GetRequiredService<RebuildPlans>(), provider.GetService<IPinQueue>()));
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IJobHandler, PreloadHandler>(),
            ServiceDescriptor.Singleton<IJobHandler, BuildHandler>(),
            ServiceDescriptor.Singleton<IJobHandler, BulkHandler>(),
            ServiceDescriptor.Singleton<IJobHandler, AggregateHandler>(),
            ServiceDescriptor.Singleton<IJobHandler, CollectHandler>(),
            ServiceDescriptor.Singleton<IJobHandler, SubmitHandler>(),
            ServiceDescriptor.Singleton<IJobHandler, FinalizeHandler>(),
        ]);
        return services;
    }
}
