using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Telemetry;
using Snapshotter.Core.Telemetry.Tracing;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Api.Hosting;

/// <summary>Puts an IPFS node behind the contents on disk.</summary>
internal static class IpfsServices
{
    /// <summary>Adds the content store in front of the IPFS node and the worker that pins. Needs the pin queue from elsewhere; <see cref="RedisContentStore"/> where hosts share one.</summary>
    public static void AddIpfs(this IServiceCollection services, KuboOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new KuboContentStore(
            provider.GetRequiredService<SqliteContentStore>(), ClientOf(options.ReaderUrl ?? options.Url!, options, provider), options, provider.GetRequiredService<IpfsMetrics>(),
            provider.GetRequiredService<PipelineProgress>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<RedisContentStore>()));
        services.AddSingleton<IContentStore>(static provider => provider.GetRequiredService<KuboContentStore>());
        services.AddSingleton<IStoreUpkeep>(static provider => provider.GetRequiredService<KuboContentStore>());
        services.TryAddSingleton<SteadyTime>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PinWorker>(provider, ClientOf(options.Url!, options, provider), provider.GetRequiredService<SteadyTime>()));
        services.AddHostedService<PinService>();
    }

    /// <summary>Adds the pin queue of one process.</summary>
    public static void AddSqlitePins(this IServiceCollection services) =>
        services.AddSingleton<IPinQueue>(static provider => new SqlitePinQueue(provider.GetRequiredService<SqliteContentStore>(), provider.GetRequiredService<SteadyTime>()));

    private static KuboClient ClientOf(string address, KuboOptions options, IServiceProvider provider)
    {
        if (!KuboAddress.TryParse(address, out var url)) throw new ArgumentException("Ipfs:Url is no address of an IPFS node.", nameof(address));
        var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
        {
            BaseAddress = url,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (options.ApiKey is { Length: > 0 } key)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{options.ApiSecret}")));
        }

        return new KuboClient(http, options.Timeout, provider.GetRequiredService<NodeTraces>(), provider.GetRequiredService<TimeProvider>());
    }
}
