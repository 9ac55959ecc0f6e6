using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.Settings;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>A node wired as the executable wires it: the golden chain's seven pairs with all aggregates, and everything in Redis, contents too.</summary>
internal static class RedisNode
{
    /// <summary>Wires one.</summary>
    /// <param name="redis">The server.</param>
    /// <param name="source">The endpoint of the golden chain.</param>
    /// <param name="epochs">How many epochs there are.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="more">Settings beside those.</param>
    /// <param name="contents">How contents are kept.</param>
    /// <param name="time">Its clock.</param>
    public static ServiceProvider Wire(
        RedisOptions redis, Uri source, int epochs, DataFolder data, Dictionary<string, string?> more, Func<RedisLink, RedisContentStore> contents, TimeProvider time)
    {
        var settings = SettingsLoader.Load(new Dictionary<string, string?>(more)
        {
            ["Storage:Kind"] = "Redis",
            ["Redis:Port"] = $"{redis.Port}",
            ["Redis:Database"] = $"{redis.Database}",
            ["Epochs:Size"] = "10",
            ["Epochs:FirstBlock"] = "501",
            ["Epochs:HeadOffset"] = "0",
            ["Epochs:Limit"] = $"{epochs}",
            ["Epochs:BlockTimeSeconds"] = "1080",
        });
        settings.Rpc.Endpoints.Clear();
        settings.Rpc.Endpoints.Add(new RpcEndpointOptions { Url = source.AbsoluteUri, Alias = "golden" });
        var (_, plan, _) = NodeConfigurationLoader.Load(Repository.Golden("config", "default7"), settings.Modules);
        return new ServiceCollection().AddLogging().AddSingleton(time).AddNode(settings, plan, data)
            .AddSingleton<IContentStore>(provider => contents(provider.GetRequiredService<RedisLink>())).BuildServiceProvider();
    }
}
