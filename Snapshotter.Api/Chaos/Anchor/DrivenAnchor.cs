using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Api.LocalNetwork.Chains;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;

namespace Snapshotter.Api.Chaos.Anchor;

/// <summary>
/// A real anchor chain with the contract, moved by the requests of the node. The script begins when the node follows the contract, because a new
/// node takes part from the first release it hears of. After the script epochs go on, as they do anywhere: of source blocks that never come.
/// </summary>
internal sealed class DrivenAnchor : IAsyncDisposable
{
    /// <summary>What the names of reorganisations in reports begin with.</summary>
    public const string ReorganisationFault = "anchor reorganisation";

    private const int RequestsPerEpochAfterwards = 8;
    private const int BlocksPerEpochAfterwards = 1;
    private const int EpochsAfterwards = 60;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly LocalChain _chain;
    private readonly AnvilControl _anvil;
    private readonly AnchorContract _deployed;
    private readonly Address _snapshotter;
    private readonly ChaosWorld _world;
    private readonly AnchorScript _script;
    private readonly Action<string> _injected;
    private readonly long _deployedIn;
    private long? _began;
    private long _request;
    private int _done;

    private DrivenAnchor(LocalChain chain, AnvilControl anvil, AnchorContract deployed, long deployedIn, Address snapshotter, ChaosWorld world, AnchorScript script, Action<string> injected)
    {
        _chain = chain;
        _anvil = anvil;
        _deployed = deployed;
        _deployedIn = deployedIn;
        _snapshotter = snapshotter;
        _world = world;
        _script = script;
        _injected = injected;
        Answers = new AnvilAnswers(chain.Url, anvil.HeadAsync);
    }

    /// <summary>Where the chain listens.</summary>
    public Uri Url => _chain.Url;

    /// <summary>The contract.</summary>
    public Address Contract => _deployed.Contract.Address;

    /// <summary>What honest endpoints answer.</summary>
    public AnvilAnswers Answers { get; }

    /// <summary>Whether all of the script has happened.</summary>
    public bool IsDone => Volatile.Read(ref _done) == _script.Steps.Count;

    /// <summary>Starts a chain with the contract, for one snapshotter.</summary>
    public static async Task<DrivenAnchor> StartAsync(
        string anvil, ChaosWorld world, AnchorScript script, Address snapshotter, Action<string> injected, CancellationToken cancellationToken)
    {
        using var owner = PrivateKey.Generate();
        var chain = await LocalChain.StartAsync(anvil, ["--order", "fifo"], cancellationToken);
        var control = new AnvilControl(chain.Url, owner.Address);
        try
        {
            var source = new SourceChainOptions(world.Forks[0].Chain.ChainId, ChaosWorld.EpochSize, TimeSpan.FromSeconds(12));
            var deployed = await AnchorContract.DeployAsync(control.Rpc, owner, [snapshotter], source, script.SubmissionWindow, cancellationToken);
            await control.TakeOverAsync();
            return new DrivenAnchor(chain, control, deployed, await control.HeadAsync(), snapshotter, world, script, injected);
        }
        catch
        {
            control.Dispose();
            await chain.DisposeAsync();
            throw;
        }
    }

    /// <summary>The node follows the contract.</summary>
    /// <param name="request">The request that shows it, counted over all endpoints.</param>
    public void Begin(long request) => _began ??= request;

    /// <summary>Lets everything happen that is to happen by a request.</summary>
    public async Task ReachAsync(long request)
    {
        await _gate.WaitAsync();
        try
        {
            if (_began is not { } began || request <= _request) return;
            _request = request;
            while (_done < _script.Steps.Count && _script.Steps[_done].AtRequest <= request - began)
            {
                await DoAsync(_script.Steps[_done]);
                Volatile.Write(ref _done, _done + 1);
            }

            if (IsDone && (request - began) % RequestsPerEpochAfterwards == 0) await GoOnAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What the chain says in the end.</summary>
    public Task<AnchorTruth> ReadTruthAsync() => AnchorTruth.ReadAsync(_anvil, Contract, _snapshotter, _deployedIn, Keys);

    /// <summary>What the contract holds as final so far.</summary>
    public Task<IReadOnlyDictionary<SnapshotKey, string>> ReadFinalAsync() => AnchorTruth.ReadFinalAsync(_anvil, Contract, Keys);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Answers.Dispose();
        _anvil.Dispose();
        await _chain.DisposeAsync();
        _gate.Dispose();
    }

    private SnapshotKey[] Keys => [.. Enumerable.Range(1, ChaosWorld.Epochs).SelectMany(epoch => _world.ProjectIds.Select(id => new SnapshotKey(epoch, id)))];

    private async Task GoOnAsync()
    {
        await ReleaseAsync(Math.Min(await CurrentEpochAsync() + 1, ChaosWorld.Epochs + EpochsAfterwards));
        await _anvil.MineAsync(BlocksPerEpochAfterwards);
    }

    private async Task DoAsync(AnchorStep step)
    {
        if (step.Reorganisation is { } reorg && Math.Min(reorg.Depth, await _anvil.HeadAsync() - _deployedIn) is var depth and > 0)
        {
            await _anvil.ReorganiseAsync(reorg with { Depth = (int)depth });
            _injected($"{ReorganisationFault}, {reorg.Kind.ToString().ToLowerInvariant()}");
        }

        await ReleaseAsync(step.ReleasedEpoch);
        await _anvil.MineAsync(step.Blocks);
    }

    // Also those again that a reorganisation took back.
    private async Task ReleaseAsync(long upTo)
    {
        var release = ContractArtifact.ProtocolStateV1.Abi.Function("releaseEpoch");
        for (var next = await CurrentEpochAsync() + 1; next <= upTo; next++)
        {
            await _anvil.SendAsync(Contract, release.EncodeCall([_world.EndOf(next) - ChaosWorld.EpochSize + 1, _world.EndOf(next)]));
            await _anvil.MineAsync(1);
            if (await CurrentEpochAsync() != next) throw new InvalidOperationException($"Epoch {next} could not be released: the contract refused.");
        }
    }

    private async Task<long> CurrentEpochAsync() => (await _deployed.Contract.CurrentEpochAsync(CancellationToken.None))?.Id ?? 0;
}
