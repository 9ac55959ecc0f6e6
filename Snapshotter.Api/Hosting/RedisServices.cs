using Snapshotter.Api.Keys;
using Snapshotter.Core;
using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Api.Hosting;

/// <summary>Puts state and jobs into the Redis that hosts share.</summary>
internal static class RedisServices
{
    private const string PasswordVariable = "SNAPSHOTTER_REDIS_PASSWORD";

    /// <summary>Adds the state store and the queue; the process is a worker of its own, named after its data folder.</summary>
    public static void AddRedisState(this IServiceCollection services, RedisOptions options, RetentionOptions retention, DataFolder folder)
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
        services.AddSingleton(provider => new RedisTurns(provider.GetRequiredService<RedisLink>(), WorkerName.Of(folder), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDetectorTurn>(static provider => provider.GetRequiredService<RedisTurns>());
        services.AddSingleton<IRecurringTurns>(static provider => provider.GetRequiredService<RedisTurns>());
        services.AddSingleton(provider => new RedisWorkers(
            provider.GetRequiredService<RedisStateStore>(), provider.GetRequiredService<OwnSign>(), WorkerName.Of(folder), provider.GetRequiredService<JobOptions>()));
        services.AddSingleton<IWorkerBoard>(static provider => provider.GetRequiredService<RedisWorkers>());
        services.AddSingleton<ISharedReads>(provider => new RedisSharedReads(provider.GetRequiredService<RedisLink>(), provider.GetRequiredService<LiveHosts>(), WorkerName.Of(folder)));
        services.AddSingleton<IPipelinePart, RedisEpochWatch>();
        services.AddSingleton<IJobQueue>(provider => new RedisJobQueue(
            provider.GetRequiredService<RedisStateStore>(), WorkerName.Of(folder), provider.GetRequiredService<SteadyTime>(), provider.GetRequiredService<JobSlots>()));
        services.AddSingleton<IJobLedger, RedisJobLedger>();
        services.AddSingleton<IEpochCatalogue, RedisEpochCatalogue>();
    }
}
