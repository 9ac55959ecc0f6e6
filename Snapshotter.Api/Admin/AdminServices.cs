using Snapshotter.Api.Keys;
using Snapshotter.Api.OpenApi;
using Snapshotter.Api.Rest.Access;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.Admin;

/// <summary>Wires the admin API: a server of its own, so that no route of it can be reached by the port of the public one.</summary>
internal static class AdminServices
{
    /// <summary>Adds the server when there is a key.</summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services, AccessKey? key)
    {
        if (key is null) return services;
        services.AddSingleton(key);
        services.AddSingleton<AdminServer>();
        return services.AddHostedService(static provider => provider.GetRequiredService<AdminServer>());
    }

    /// <summary>Adds what answers inside that server.</summary>
    public static IServiceCollection AddAdminRoutes(this IServiceCollection services)
    {
        services.AddSingleton<ProxyNetworks>(static _ => new ProxyNetworks([]));
        services.AddSingleton<CallerAddress>();
        services.AddSingleton<AdminHandler>();
        services.AddSingleton<RouteTable>();
        services.AddSingleton<IRouteSource, DocsEndpoints>();
        services.AddSingleton<IRouteSource, UserEndpoints>();
        return services.AddOpenApiDocument(static _ => OpenApiKind.Admin);
    }
}
