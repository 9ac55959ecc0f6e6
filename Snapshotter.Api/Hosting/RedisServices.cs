using Snapshotter.Api.Keys;
using Snapshotter.Core;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Redis;
using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Api.Hosting;

/// <summary>Puts state, jobs, and users with their calls into the Redis that hosts share.</summary>
internal static class RedisServices
{
    private const string PasswordVariable = "SNAPSHOTTER_REDIS_PASSWORD";

    /// <summary>Adds the state store and the queue; the process is a worker of its own, named after its data folder.</summary>
    public static IServiceCollection AddRedisState(this IServiceCollection services, RedisOptions options, RetentionOptions retention, DataFolder folder)
    {
        services.AddSingleton(provider =>
        {
            var link = RedisLink.Open(options, SecretFiles.Find(PasswordVariable, options.PasswordFile, "Redis:PasswordFile"), TimeProvider.System);
            var progress = provider.GetRequiredService<PipelineProgress>();
            link.Answered += outage => progress.StoreAnswered(outage?.Message);
            return link;
        });
        services.AddSingleton(provider => new RedisStateStore(provider.GetRequiredService<RedisLink>(), provider.GetRequiredService<SteadyTime>(), retention.KeepJobs));
        services.AddSingleton<IStateStore>(static provider => provider.GetRequiredService<RedisStateStore>());
        services.AddSingleton(provider => new RedisTurns(provider.GetRequiredService<RedisStateStore>(), WorkerName.Of(folder), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDetectorTurn>(static provider => provider.GetRequiredService<RedisTurns>());
        services.AddSingleton<IRecurringTurns>(static provider => provider.GetRequiredService<RedisTurns>());
        services.AddSingleton(provider => new RedisWorkers(
            provider.GetRequiredService<RedisStateStore>(), provider.GetRequiredService<OwnSign>(), WorkerName.Of(folder), provider.GetRequiredService<JobOptions>()));
        services.AddSingleton<IWorkerBoard>(static provider => provider.GetRequiredService<RedisWorkers>());
        services.AddSingleton<ISharedReads>(provider => new RedisSharedReads(provider.GetRequiredService<RedisLink>(), provider.GetRequiredService<LiveHosts>(), WorkerName.Of(folder)));
        services.AddSingleton<IPipelinePart, RedisEpochWatch>();
        services.AddSingleton<IPipelinePart, RedisOutboxWatch>();
        services.AddSingleton<IJobQueue>(provider => new RedisJobQueue(
            provider.GetRequiredService<RedisStateStore>(), WorkerName.Of(folder), provider.GetRequiredService<SteadyTime>(), provider.GetRequiredService<JobSlots>(),
            provider.GetRequiredService<LiveHosts>()));
        services.AddSingleton<IJobLedger, RedisJobLedger>();
        return services.AddSingleton<IEpochCatalogue, RedisEpochCatalogue>();
    }

    /// <summary>Adds the contents that hosts share without an IPFS node between them, beside the state.</summary>
    public static void AddRedisContents(this IServiceCollection services) =>
        services.AddSingleton<IContentStore>(static provider => new RedisContentStore(provider.GetRequiredService<RedisLink>()));

    /// <summary>Adds the pin queue that hosts share, with the contents that wait in it.</summary>
    public static void AddRedisPins(this IServiceCollection services, KuboOptions ipfs, DataFolder folder)
    {
        services.AddSingleton(static provider => new RedisContentStore(provider.GetRequiredService<RedisLink>(), queuesPins: true));
        services.AddSingleton<IPinQueue>(provider => new RedisPinQueue(
            provider.GetRequiredService<RedisStateStore>(), WorkerName.Of(folder), provider.GetRequiredService<SteadyTime>(), 2 * ipfs.Timeout));
    }

    /// <summary>Adds users and the counting of calls, which hold for all hosts of the API.</summary>
    public static void AddRedisCallers(this IServiceCollection services)
    {
        services.AddSingleton<IUserStore, RedisUserStore>();
        services.AddSingleton<ICallMeter>(static provider => new RedisCallMeter(provider.GetRequiredService<RedisLink>(), provider.GetRequiredService<CallerOptions>()));
    }
}
