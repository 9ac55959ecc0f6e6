using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Api.Rest.Access;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Sqlite;
using Snapshotter.Core.Configuration;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Rest.Access;

/// <summary>A node with limits, over a clock that stands still.</summary>
internal sealed class LimitedNode : IAsyncDisposable
{
    private LimitedNode(RestNode node, FakeTime time)
    {
        Node = node;
        Time = time;
    }

    public RestNode Node { get; }

    public FakeTime Time { get; }

    public CountingMeter Meter => (CountingMeter)Node.Service<ICallMeter>();

    public static async Task<LimitedNode> StartAsync(
        string publicLimit, CoreApiSettings? settings = null, string[]? proxies = null, CallerOptions? callers = null, int burst = 0, Action<IServiceCollection>? services = null)
    {
        var time = new FakeTime();
        var access = new AccessOptions { PublicLimit = publicLimit, BurstPerSecond = burst, TrustedProxies = proxies ?? [] };
        var node = await RestNode.StartAsync(services: added =>
        {
            added.AddSingleton<TimeProvider>(time).AddSingleton(access).AddSingleton(callers ?? new CallerOptions()).AddSingleton(AccessPolicy.Of(settings ?? CoreApiSettings.Default, access));
            added.AddSingleton<ICallMeter>(static provider => new CountingMeter(ActivatorUtilities.CreateInstance<SqliteCallMeter>(provider)));
            services?.Invoke(added);
        });
        return new LimitedNode(node, time);
    }

    public Task<RawAnswer> GetAsync(string target, params (string Name, string Value)[] headers) => Node.Http.GetAsync(target, headers);

    public async Task<string> AddUserAsync(string email, string limits)
    {
        var key = ApiKey.New();
        await Node.Users.SaveAsync(new User(email, CallLimits.Parse(limits), true), new CallCounts(0, 0, 4_102_444_800), default);
        await Node.Users.AddKeyAsync(email, KeyDigest.Of(key), default);
        return key;
    }

    public async Task<CallCounts> CountsAsync(string email)
    {
        await Node.Service<CallQuotas>().FlushAsync(everything: true, default);
        return (await Node.Users.UserAsync(email, default))!.Counts;
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
