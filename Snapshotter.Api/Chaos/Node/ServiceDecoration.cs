namespace Snapshotter.Api.Chaos.Node;

/// <summary>Puts something around services that are registered already, whatever their adapters are.</summary>
internal static class ServiceDecoration
{
    /// <summary>Wraps the singleton of <typeparamref name="T"/>. What is inside stays the container's to dispose; nothing is done where there is none.</summary>
    /// <param name="services">The services.</param>
    /// <param name="wrap">Makes the outside of the inside.</param>
    public static void Decorate<T>(this IServiceCollection services, Func<T, T> wrap) where T : class
    {
        if (services.LastOrDefault(static service => service.ServiceType == typeof(T) && !service.IsKeyedService) is not { } inner) return;
        var key = new object();
        services.AddKeyedSingleton<T>(key, (provider, _) => (T)Create(inner, provider));
        services.AddSingleton(provider => wrap(provider.GetRequiredKeyedService<T>(key)));
    }

    private static object Create(ServiceDescriptor descriptor, IServiceProvider provider) =>
        descriptor.ImplementationInstance ?? descriptor.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!);
}
