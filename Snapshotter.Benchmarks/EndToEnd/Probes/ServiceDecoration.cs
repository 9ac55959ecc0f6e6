using Microsoft.Extensions.DependencyInjection;

namespace Snapshotter.Benchmarks.EndToEnd.Probes;

/// <summary>Puts something around services that are registered already.</summary>
internal static class ServiceDecoration
{
    /// <summary>Wraps every registration of <typeparamref name="T"/>, each a singleton.</summary>
    public static void Decorate<T>(this IServiceCollection services, Func<T, T> wrap) where T : class
    {
        for (var i = 0; i < services.Count; i++)
        {
            var inner = services[i];
            if (inner.ServiceType == typeof(T)) services[i] = ServiceDescriptor.Singleton(provider => wrap((T)Create(inner, provider)));
        }
    }

    private static object Create(ServiceDescriptor descriptor, IServiceProvider provider) =>
        descriptor.ImplementationInstance
        ?? descriptor.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!);
}
