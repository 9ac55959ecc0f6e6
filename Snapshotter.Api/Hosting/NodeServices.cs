using Microsoft.Extensions.DependencyInjection.Extensions;
using Snapshotter.Api.Settings;
using Snapshotter.Computes.Modules;
using Snapshotter.Core;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Sqlite;
using Snapshotter.Core.Epochs.Catalogue;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Api.Hosting;

/// <summary>The one place where the adapters of the ports are chosen.</summary>
public static class NodeServices
{
    /// <summary>Adds the pipeline with the adapters that the settings name, over a data folder that the caller holds.</summary>
    public static IServiceCollection AddNode(this IServiceCollection services, NodeOptions options, ProjectPlan plan, DataFolder folder)
    {
        services.AddSingleton(options.Epochs);
        services.AddSingleton(options.SourceChain);
        services.AddSingleton(options.Jobs);
        services.AddSingleton(options.LocalProtocol);
        services.AddSingleton(new WindowOptions { EpochSize = options.Epochs.Size, BlockTimeSeconds = options.Epochs.BlockTimeSeconds });
        services.AddSingleton(options.Health);
        services.AddSingleton(options.Storage);
        services.AddSingleton(options.Retention);
        services.AddSingleton(options.Maintenance);
        services.AddSingleton(options.Access);
        services.AddSingleton(options.Callers);
        services.AddSingleton(options.Admin);
        services.AddSingleton(options.Roles);
        services.AddSingleton(plan);
        services.AddSingleton(BuiltInModules.Views);

        var isShared = options.Storage.Kind == StorageKind.Redis;
        if (isShared) services.AddRedisState(options.Redis, options.Retention, folder).AddRedisCallers();
        else services.AddSqliteState(folder, options.Retention).AddSqliteCallers(folder);
        if (isShared && options.Ipfs.Url is null) services.AddRedisContents();
        else services.AddSqliteContents(folder, options.Ipfs, isShared);

        services.TryAddSingleton<IProtocolState, LocalProtocolState>();
        services.AddSingleton(provider => provider.GetRequiredService<RpcTelemetry>().Create(RpcMetrics.Source, observer => new RpcClient(
            options.Rpc, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RpcClient>>(), observer: observer)));
        return services.AddPipeline();
    }

    private static IServiceCollection AddSqliteState(this IServiceCollection services, DataFolder folder, RetentionOptions retention)
    {
        services.AddSingleton(provider => SqliteStateStore.Open(folder.Path, provider.GetRequiredService<TimeProvider>(), retention.KeepJobs));
        services.AddSingleton<IStateStore>(static provider => provider.GetRequiredService<SqliteStateStore>());
        services.AddSingleton<IJobQueue, SqliteJobQueue>();
        services.AddSingleton<IJobLedger, SqliteJobLedger>();
        services.AddSingleton<IWorkerBoard, LocalWorkers>();
        services.AddSingleton<IEpochCatalogue, SqliteEpochCatalogue>();
        return services.AddSingleton<IStoreUpkeep>(static provider => provider.GetRequiredService<SqliteStateStore>());
    }

    private static void AddSqliteCallers(this IServiceCollection services, DataFolder folder)
    {
        services.AddSingleton(_ => SqliteCallers.Open(folder.Path));
        services.AddSingleton<IUserStore, SqliteUserStore>();
        services.AddSingleton<ICallMeter, SqliteCallMeter>();
        services.AddSingleton<IStoreUpkeep>(static provider => provider.GetRequiredService<SqliteCallers>());
    }

    private static void AddSqliteContents(this IServiceCollection services, DataFolder folder, KuboOptions ipfs, bool isShared)
    {
        var hasIpfs = ipfs.Url is not null;
        services.AddSingleton(_ => SqliteContentStore.Open(folder.Path, queuesPins: hasIpfs && !isShared));
        if (hasIpfs) services.AddIpfs(ipfs);
        else services.AddSingleton<IContentStore>(static provider => provider.GetRequiredService<SqliteContentStore>());
        if (hasIpfs && isShared) services.AddRedisPins(ipfs, folder);
        else if (hasIpfs) services.AddSqlitePins();
        services.AddSingleton<IStoreUpkeep>(static provider => provider.GetRequiredService<SqliteContentStore>());
    }
}
