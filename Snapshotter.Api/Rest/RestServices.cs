using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Snapshotter.Api.Metrics;
using Snapshotter.Api.OpenApi;
using Snapshotter.Api.Rest.Access;
using Snapshotter.Api.Rest.Caching;
using Snapshotter.Api.Rest.Endpoints;
using Snapshotter.Api.Rest.Routing;
using Snapshotter.Api.Telemetry;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Rest;

/// <summary>Wires the REST API. Needs the state store, the content store, the user store, the call meter and the node's health from elsewhere.</summary>
public static class RestServices
{
    /// <summary>Adds what the API needs. Adding it twice equals adding it once; a later <paramref name="configure"/> wins.</summary>
    public static IServiceCollection AddRest(this IServiceCollection services, Action<RestOptions>? configure = null)
    {
        var options = services.AddOptions<RestOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.AddOptions<KestrelServerOptions>().Configure<AccessOptions>(static (kestrel, access) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = access.MaxConnections;
        });
        services.AddAccess();
        services.AddMetricsEndpoint();
        services.TryAddSingleton<WindowOptions>();
        services.TryAddSingleton<AnswerCache>();
        services.TryAddSingleton<RestMetrics>();
        services.TryAddSingleton(static provider => new FinalityLookup(provider.GetRequiredService<IStateStore>(), provider.GetService<IProtocolState>()));
        services.TryAddSingleton<RouteTable>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IRouteSource, DocsEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, HealthEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, MetricsEndpoint>(),
            ServiceDescriptor.Singleton<IRouteSource, EpochEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, SnapshotEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, TimeSeriesEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, SubmissionEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, ProcessingEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, TaskEndpoints>(),
        ]);
        return services.AddOpenApiDocument(static provider => OpenApiKind.Rest(provider.GetRequiredService<AccessPolicy>().HeaderKey));
    }

    /// <summary>Leaves of the routes those of the node's health: the process has no part in the API.</summary>
    public static IServiceCollection KeepHealthAlone(this IServiceCollection services)
    {
        foreach (var source in services.Where(static service => service.ServiceType == typeof(IRouteSource) && service.ImplementationType != typeof(HealthEndpoints)).ToArray()) services.Remove(source);
        return services;
    }

    /// <summary>Puts the API into the pipeline. Paths of endpoints mapped elsewhere stay theirs; everything else is answered here.</summary>
    public static WebApplication MapRest(this WebApplication app)
    {
        const string Mapped = "Snapshotter.Api.Rest";
        IApplicationBuilder builder = app;
        if (!builder.Properties.TryAdd(Mapped, true)) return app;
        app.Services.GetRequiredService<RestMetrics>().Watch(app.Services.GetRequiredService<AnswerCache>());
        app.Services.GetRequiredService<BurstLimit>().Use(builder);
        builder.UseMiddleware<RestMiddleware>();
        return app;
    }
}
