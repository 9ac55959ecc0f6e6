using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Snapshotter.Api.OpenApi;
using Snapshotter.Api.Rest.Caching;
using Snapshotter.Api.Rest.Endpoints;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.Rest;

/// <summary>Wires the REST API. Needs the state store, the content store and the node's health from elsewhere.</summary>
public static class RestServices
{
    /// <summary>Adds what the API needs. Adding it twice equals adding it once; a later <paramref name="configure"/> wins.</summary>
    public static IServiceCollection AddRest(this IServiceCollection services, Action<RestOptions>? configure = null)
    {
        var options = services.AddOptions<RestOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        services.TryAddSingleton<AnswerCache>();
        services.TryAddSingleton<RouteTable>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IRouteSource, DocsEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, HealthEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, EpochEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, SnapshotEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, SubmissionEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, ProcessingEndpoints>(),
            ServiceDescriptor.Singleton<IRouteSource, TaskEndpoints>(),
        ]);
        return services.AddOpenApiDocument();
    }

    /// <summary>Puts the API into the pipeline. Paths of endpoints mapped elsewhere stay theirs; everything else is answered here.</summary>
    public static WebApplication MapRest(this WebApplication app)
    {
        const string Mapped = "Snapshotter.Api.Rest";
        IApplicationBuilder builder = app;
        if (builder.Properties.TryAdd(Mapped, true)) builder.UseMiddleware<RestMiddleware>();
        return app;
    }
}
