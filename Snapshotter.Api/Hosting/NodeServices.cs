using Microsoft.Extensions.DependencyInjection.Extensions;
using Snapshotter.Api.Settings;
using Snapshotter.Core;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Api.Hosting;

/// <summary>The one place where the adapters of the ports are chosen.</summary>
public static class NodeServices
{
    /// <summary>Adds the pipeline with the embedded adapters, over a data folder that the caller holds.</summary>
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
        services.AddSingleton(plan);

        services.AddSingleton(_ => SqliteStateStore.Open(folder.Path));
        services.AddSingleton<IStateStore>(static provider => provider.GetRequiredService<SqliteStateStore>());
        services.AddSingleton<IJobQueue, SqliteJobQueue>();
        services.AddSingleton(_ => SqliteContentStore.Open(folder.Path));
        services.AddSingleton<IContentStore>(static provider => provider.GetRequiredService<SqliteContentStore>());
        services.AddSingleton<IStoreUpkeep>(static provider => provider.GetRequiredService<SqliteStateStore>());
        services.AddSingleton<IStoreUpkeep>(static provider => provider.GetRequiredService<SqliteContentStore>());
        services.TryAddSingleton<IProtocolState, LocalProtocolState>();
        services.AddSingleton(provider => new RpcClient(
            options.Rpc,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RpcClient>>(),
            observer: provider.GetRequiredService<IRpcObserver>()));
        return services.AddPipeline();
    }
}
