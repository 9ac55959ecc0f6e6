using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.LocalNetwork.Chains;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Sources.Live;

/// <summary>A chain of its own that carries Uniswap v2 and trades. The same seed gives the same blocks, times and hashes.</summary>
internal sealed class LiveSource : INetworkSource
{
    /// <summary>The time of its first block, and the seconds between two: its clock is its own, whatever the pace.</summary>
    private static readonly string[] Arguments = ["--no-mining", "--order", "fifo", "--chain-id", "1337", "--hardfork", "shanghai", "--timestamp", "1700000000", "--gas-limit", "1000000000"];

    private const int BlockSeconds = 12;

    private readonly LocalChain _chain;
    private readonly RpcClient _rpc;
    private readonly CancellationTokenSource _stopping = new();

    private LiveSource(LocalChain chain, RpcClient rpc, long firstBlock, string configFolder)
    {
        _chain = chain;
        _rpc = rpc;
        FirstBlock = firstBlock;
        ConfigFolder = configFolder;
    }

    public Uri Url => _chain.Url;

    public long ChainId => 1337;

    public long FirstBlock { get; }

    public byte EpochSize => 10;

    public int? MaxEpochs => null;

    public string ConfigFolder { get; }

    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Starts the chain, deploys the exchange, and lets it trade.</summary>
    /// <param name="options">The network.</param>
    /// <param name="anvil">The executable of the chain.</param>
    /// <param name="code">What is deployed.</param>
    /// <param name="folder">Where the configuration for its pairs goes.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<LiveSource> StartAsync(LocalNetworkOptions options, string anvil, UniswapCode code, string folder, CancellationToken cancellationToken)
    {
        var chain = await LocalChain.StartAsync(anvil, Arguments, cancellationToken);
        var rpc = new RpcClient(new RpcOptions { Endpoints = { new RpcEndpointOptions { Url = chain.Url.AbsoluteUri, Alias = "source" } } }, TimeProvider.System, NullLogger.Instance);
        try
        {
            var clock = rpc.CreateBatch("script");
            clock.Raw("anvil_setBlockTimestampInterval", BlockSeconds);
            await clock.SendAsync(cancellationToken);
            var trader = await ScriptedAccount.CreateAsync(rpc, new Address(Keccak256.Hash("the trader of a local network").Bytes[^Address.Size..]), cancellationToken);
            var exchange = await Exchange.DeployAsync(rpc, trader, code, cancellationToken);
            await LiveConfiguration.WriteAsync(options.ConfigFolder, folder, exchange, code, cancellationToken);

            var head = rpc.CreateBatch("script");
            var number = head.BlockNumber();
            await head.SendAsync(cancellationToken);
            var source = new LiveSource(chain, rpc, number.Value + 1, folder);
            source.Running = source.TradeAsync(new Traffic(exchange, trader, options.Seed), options.Pace);
            return source;
        }
        catch
        {
            rpc.Dispose();
            await chain.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _rpc.Dispose();
        await _chain.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task TradeAsync(Traffic traffic, double pace)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Max(pace, 0.01)), TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_stopping.Token)) await traffic.MineAsync(_stopping.Token);
    }
}
