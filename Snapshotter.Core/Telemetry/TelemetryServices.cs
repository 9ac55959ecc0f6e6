using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Telemetry.Metrics;
using Snapshotter.Core.Telemetry.Tracing;

namespace Snapshotter.Core.Telemetry;

/// <summary>Registers what measures and traces the rooms. Nothing is recorded until somebody listens.</summary>
public static class TelemetryServices
{
    /// <summary>Adds the meter, the instruments of every room, and the traces; adding twice equals adding once.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<NodeMeter>();
        services.TryAddSingleton<NodeTraces>();
        services.TryAddSingleton<EpochMetrics>();
        services.TryAddSingleton<StageMetrics>();
        services.TryAddSingleton<StatusMetrics>();
        services.TryAddSingleton<JobMetrics>();
        services.TryAddSingleton<JobWatch>();
        services.TryAddSingleton<RpcMetrics>();
        services.TryAddSingleton<RpcTelemetry>();
        services.TryAddSingleton<SnapshotMetrics>();
        services.TryAddSingleton<SubmissionMetrics>();
        services.TryAddSingleton<StoreMetrics>();
        services.TryAddSingleton<IpfsMetrics>();
        services.TryAddSingleton<CallerMetrics>();
        services.TryAddSingleton<NodeTelemetry>();
        return services;
    }
}
