using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.Rest.Access;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Storage;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Rest.Golden;

/// <summary>A part of the recording with a state of its own.</summary>
/// <param name="Name">The name in the recording.</param>
/// <param name="PublicLimit">What callers without a key may ask.</param>
internal sealed record GoldenPhase(string Name, string PublicLimit)
{
    private const string Unreachable = "100000000/second";

    /// <summary>
    /// The phases that are compared. The others need what this node does not have: stage entries that are damaged in Redis.
    /// </summary>
    public static IReadOnlyList<GoldenPhase> All { get; } =
    [
        new("main", Unreachable), new("inactive", Unreachable), new("no_projects", Unreachable), new("counter_bad", Unreachable), new("rl_public", "5/minute"), new("redis_down", Unreachable), new("anchor_down", Unreachable), new("ipfs_down", Unreachable),
    ];

    /// <summary>A node in the state of the phase.</summary>
    public async Task<RestNode> StartAsync()
    {
        var access = new AccessOptions { PublicLimit = PublicLimit, BurstPerSecond = 0, TrustedProxies = ["127.0.0.1", "10.0.0.0/8"] };
        var anchor = await AnchorStub.StartAsync(isDown: Name == "anchor_down");
        var node = await RestNode.StartAsync(services: services =>
        {
            AddContract(services, anchor);
            services.AddSingleton(access).AddSingleton<TimeProvider>(new FakeTime());
            if (Name == "redis_down") services.AddSingleton<ICallMeter, BrokenMeter>();
        });
        // Held by the container, which closes it with the node.
        _ = node.Service<AnchorStub>();
        await new GoldenState(node.State, node.Content).SeedAsync(hasProjects: Name != "no_projects");
        await new GoldenUsers(node.Users).SeedAsync();
        return node;
    }

    private static void AddContract(IServiceCollection services, AnchorStub anchor)
    {
        var options = new RpcOptions { MaxAttempts = 1, Endpoints = { new RpcEndpointOptions { Url = anchor.Url, Alias = "anchor" } } };
        services.AddSingleton(_ => anchor);
        services.AddSingleton(provider => new AnchorRpc(new RpcClient(options, TimeProvider.System, NullLogger.Instance)));
        services.AddSingleton<IProtocolContract>(new V1Contract(AnchorStub.Contract));
        services.AddSingleton(new EpochOptions { Size = 10 });
        services.AddSingleton(new AnchorHead());
        services.AddSingleton(provider => new ContractViews(
            provider.GetRequiredService<AnchorRpc>(), provider.GetRequiredService<IProtocolContract>(), provider.GetRequiredService<AnchorHead>(), TimeProvider.System));
        services.AddSingleton<IProtocolState, ContractProtocolState>();
    }

    private sealed class BrokenMeter : ICallMeter
    {
        public ValueTask<CallGrant> TakeAsync(CallTake take, CancellationToken cancellationToken) => throw new StorageException("The store is stopped.");

        public ValueTask<KeyedGrant?> TakeAsync(KeyDigest key, CancellationToken cancellationToken) => throw new StorageException("The store is stopped.");

        public ValueTask<bool> ForgetExpiredAsync(CancellationToken cancellationToken) => throw new StorageException("The store is stopped.");
    }
}
