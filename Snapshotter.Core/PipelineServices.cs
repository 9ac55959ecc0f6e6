using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core;

/// <summary>Registers the pipeline. The ports' adapters, the options and the <see cref="ProjectPlan"/> are the caller's to register.</summary>
public static class PipelineServices
{
    /// <summary>Adds every room of the pipeline; adding twice equals adding once.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static _ => new Random());
        services.TryAddSingleton<RequestLedger>();
        services.TryAddSingleton<IRpcObserver>(static provider => provider.GetRequiredService<RequestLedger>());
        services.TryAddSingleton<PipelineProgress>();
        services.TryAddSingleton<EpochTracker>();
        services.TryAddSingleton<EpochCloser>();
        services.TryAddSingleton<INodeHealth, NodeHealth>();
        services.TryAddSingleton<SourceChainReader>();
        services.TryAddSingleton<OpenEpochs>();
        services.TryAddSingleton<EpochCutter>();
        services.TryAddSingleton<IEpochSource, SourceFollower>();
        services.TryAddSingleton<JobRunner>();
        services.TryAddSingleton<AggregateJobs>();
        services.TryAddSingleton<SubmissionJobs>();
        services.TryAddSingleton<SnapshotResults>();
        services.TryAddSingleton<IFinalizedHistory, FinalizedHistory>();
        services.TryAddSingleton<Pipeline>();
        services.TryAddSingleton<Pruner>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IJobHandler, PreloadHandler>(),
            ServiceDescriptor.Singleton<IJobHandler, BuildHandler>(),
            ServiceDescriptor.Singleton<IJobHandler, AggregateHandler>(),
            ServiceDescriptor.Singleton<IJobHandler, SubmitHandler>(),
            ServiceDescriptor.Singleton<IJobHandler, FinalizeHandler>(),
        ]);
        return services;
    }
}
