using Microsoft.Extensions.DependencyInjection.Extensions;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Rest.Access;

/// <summary>Wires who may call. Needs the user store and the call meter from elsewhere.</summary>
internal static class AccessServices
{
    /// <summary>Adds the gate; options and policy that are registered before win over the defaults.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddTelemetry();
        services.TryAddSingleton<AccessOptions>();
        services.TryAddSingleton<CallerOptions>();
        services.TryAddSingleton(static provider => AccessPolicy.Of(CoreApiSettings.Default, provider.GetRequiredService<AccessOptions>()));
        services.TryAddSingleton(static provider => new ProxyNetworks(provider.GetRequiredService<AccessOptions>().TrustedProxies));
        services.TryAddSingleton<CallerAddress>();
        services.TryAddSingleton<KeyDirectory>();
        services.TryAddSingleton<CallQuotas>();
        services.TryAddSingleton<AccessGate>();
        services.TryAddSingleton<BurstLimit>();
        services.AddRateLimiter(static _ => { });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CallCounting>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, KeyNews>());
        return services;
    }
}
