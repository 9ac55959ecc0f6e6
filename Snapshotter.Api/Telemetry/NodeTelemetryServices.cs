using Microsoft.Extensions.DependencyInjection.Extensions;
using Snapshotter.Api.Metrics;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Telemetry;

/// <summary>Wires how the node tells what it does.</summary>
internal static class NodeTelemetryServices
{
    /// <summary>Adds what collects metrics and serves them; options that are registered before win over the defaults.</summary>
    public static IServiceCollection AddMetricsEndpoint(this IServiceCollection services)
    {
        services.AddTelemetry();
        services.TryAddSingleton<TelemetryOptions>();
        services.TryAddSingleton<CollectorMetrics>();
        services.TryAddSingleton<ProcessMetrics>();
        services.TryAddSingleton<MetricsCollector>();
        return services;
    }

    /// <summary>Adds the look at the node's status, and the sending to a collector where one is named.</summary>
    public static IServiceCollection AddNodeTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        services.AddSingleton(options);
        services.AddHostedService<StatusWatch>();
        if (options.OtlpEndpoint is { Length: > 0 }) services.AddHostedService<OtlpExport>();
        return services;
    }

    /// <summary>Lets what is only made when it is asked for be made now, so that nothing is missed.</summary>
    public static void StartTelemetry(this IServiceProvider services, string folder)
    {
        services.GetRequiredService<MetricsCollector>();
        services.GetRequiredService<ProcessMetrics>();
        services.GetRequiredService<NodeTelemetry>();
        services.GetRequiredService<StoreMetrics>().Watch(folder);
        if (services.GetService<OutboxPump>() is { } pump) services.GetRequiredService<SubmissionMetrics>().Watch(() => pump.InHand);
    }
}
