using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.RecordedChains;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.LocalNetwork.Sources;

/// <summary>The bundled mainnet blocks, shown one by one.</summary>
internal sealed class SampleSource : INetworkSource
{
    private readonly RecordedChainHost _host;
    private readonly RecordedChain _chain;

    private SampleSource(RecordedChainHost host, RecordedChain chain, string configFolder)
    {
        _host = host;
        _chain = chain;
        ConfigFolder = configFolder;
    }

    public Uri Url => _host.Url;

    public long ChainId => _chain.ChainId;

    public long FirstBlock => _chain.First;

    public byte EpochSize => BundledFiles.SampleEpochSize;

    public int? MaxEpochs => EpochsOf(_chain);

    public string ConfigFolder { get; }

    public Task Running => Task.CompletedTask;

    /// <summary>Starts to show blocks.</summary>
    /// <exception cref="UserException">There are fewer epochs than are asked for.</exception>
    public static async Task<SampleSource> StartAsync(LocalNetworkOptions options, CancellationToken cancellationToken)
    {
        var chain = RecordedChain.Load(BundledFiles.SampleFolder);
        if (options.Epochs > EpochsOf(chain)) throw new UserException($"--epochs {options.Epochs} is more than the {EpochsOf(chain)} epochs of the recorded blocks.");
        return new SampleSource(await RecordedChainHost.StartAsync(chain, ChainHeads.Of(chain, options.Pace, chain.First), 0, cancellationToken), chain, options.ConfigFolder);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static int EpochsOf(RecordedChain chain) => (int)((chain.Last - chain.First + 1) / BundledFiles.SampleEpochSize);
}
