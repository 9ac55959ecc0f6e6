using System.Security.Cryptography;
using Snapshotter.Api.Chaos.Anchor;
using Snapshotter.Api.Chaos.Ipfs;
using Snapshotter.Api.Chaos.Redis;
using Snapshotter.Api.Chaos.Rpc;
using Snapshotter.Api.Chaos.Source;
using Snapshotter.Api.Chaos.Sources;
using Snapshotter.Ethereum.Keys;

namespace Snapshotter.Api.Chaos.Runs;

/// <summary>
/// All that a disturbed node talks to: source chain, anchor chain, IPFS node, and the Redis server that its hosts share. All of it moves with the requests
/// that the node makes to the chains.
/// </summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private readonly Disturbances _plan;
    private readonly Tally _tally;
    private readonly string? _keyText;
    private DisturbedRpc? _rpc;
    private Exception? _broken;

    private Surroundings(Disturbances plan, Tally tally)
    {
        _plan = plan;
        _tally = tally;
        _keyText = plan.Anchor is null ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PrivateKey.Size));
    }

    /// <summary>Raised with the number of every request to a chain before it is answered.</summary>
    public event Action<long>? Requested;

    /// <summary>The anchor chain, or null.</summary>
    public DrivenAnchor? Anchor { get; private set; }

    /// <summary>The IPFS node, or null.</summary>
    public DisturbedIpfs? Ipfs { get; private set; }

    /// <summary>The server that hosts share, or null.</summary>
    public DisturbedRedis? Redis { get; private set; }

    /// <summary>The requests to chains so far.</summary>
    public long Requests => _rpc!.Requests;

    /// <summary>The file with the key the node signs with, where it does.</summary>
    public string? KeyFile { get; private set; }

    /// <summary>Starts everything.</summary>
    /// <param name="plan">What the node is to suffer.</param>
    /// <param name="tools">The executables of what it needs.</param>
    /// <param name="folder">Where everything of the run is.</param>
    /// <param name="tally">Counts what is injected.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<Surroundings> StartAsync(Disturbances plan, ChaosTools tools, string folder, Tally tally, CancellationToken cancellationToken)
    {
        var surroundings = new Surroundings(plan, tally);
        try
        {
            await surroundings.StartAsync(tools, folder, cancellationToken);
            return surroundings;
        }
        catch
        {
            await surroundings.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where an endpoint is.</summary>
    public Uri UrlOf(EndpointPlan endpoint) => _rpc!.UrlOf(endpoint.Name);

    /// <summary>Whether so many requests have followed the last change of anything around the node.</summary>
    public bool IsAtRest(int requestsAfterwards)
    {
        if (_broken is not null) throw new InvalidOperationException($"What is around the disturbed node broke, not the node: {_broken.Message}", _broken);
        return Requests > _plan.LastRequest + requestsAfterwards && Anchor?.IsDone != false;
    }

    /// <summary>Kills the server that hosts share, and starts it again later.</summary>
    public Task KillRedisAsync(TimeSpan downtime, TimeProvider time, CancellationToken cancellationToken) => Redis!.KillForAsync(downtime, time, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_rpc is not null) await _rpc.DisposeAsync();
        if (Anchor is not null) await Anchor.DisposeAsync();
        if (Ipfs is not null) await Ipfs.DisposeAsync();
        if (Redis is not null) await Redis.DisposeAsync();
    }

    private async Task StartAsync(ChaosTools tools, string folder, CancellationToken cancellationToken)
    {
        var anchors = _plan.Anchor?.Endpoints ?? [];
        foreach (var shown in _plan.Endpoints.Concat(anchors).SelectMany(static endpoint => endpoint.Personas).Concat(_plan.Script.Turns)) _tally.Add(shown);
        if (_plan.Ipfs is { } ipfs) Ipfs = await DisturbedIpfs.StartAsync(ipfs, _tally.Add, cancellationToken);
        if (_plan.IsOnManyHosts) Redis = await DisturbedRedis.StartAsync(tools.Redis!, Path.Combine(folder, "redis"), cancellationToken);
        if (_plan.Anchor is { } anchor)
        {
            KeyFile = Path.Combine(folder, "key.txt");
            await File.WriteAllTextAsync(KeyFile, _keyText, cancellationToken);
            using var key = PrivateKey.FromHex(_keyText!);
            Anchor = await DrivenAnchor.StartAsync(tools.Anvil!, _plan.World, anchor.Script, key.Address, _tally.Add, cancellationToken);
        }

        _rpc = await DisturbedRpc.StartAsync(
            [
                .. _plan.Endpoints.Select(plan => new RpcEndpoint(plan, (number, request, behind) => Task.FromResult(AnswerOfSource(plan, number, request, behind)), _tally.Add)),
                .. anchors.Select(plan => new RpcEndpoint(plan, (number, request, behind) => AnswerOfAnchorAsync(plan, number, request, behind), fault => _tally.Add($"anchor: {fault}"))),
            ],
            ReachAsync,
            cancellationToken);
    }

    private ReadOnlyMemory<byte> AnswerOfSource(EndpointPlan plan, long number, ReadOnlyMemory<byte> request, int behind)
    {
        var view = plan.ViewOf(number, _plan.Script.At(number));
        return RecordedAnswers.To(request, _plan.World, view with { Head = view.Head - behind });
    }

    private Task<ReadOnlyMemory<byte>> AnswerOfAnchorAsync(EndpointPlan plan, long number, ReadOnlyMemory<byte> request, int behind)
    {
        if (request.Span.IndexOf("eth_getLogs"u8) >= 0) Anchor!.Begin(number);
        var shown = plan.ViewOf(number, default);
        return Anchor!.Answers.ToAsync(request, behind - (int)shown.Head);
    }

    private async Task ReachAsync(long request)
    {
        Requested?.Invoke(request);
        try
        {
            if (Anchor is not null) await Anchor.ReachAsync(request);
            if (Ipfs is not null) await Ipfs.ReachAsync(request);
        }
        catch (Exception exception)
        {
            _broken ??= exception;
        }
    }
}
