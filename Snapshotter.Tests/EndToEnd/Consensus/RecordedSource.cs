using Snapshotter.Api.RecordedChains;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>The recorded chain of the golden files, served over HTTP, and a configuration of its seven pairs without aggregates.</summary>
internal sealed class RecordedSource : IAsyncDisposable
{
    private readonly TemporaryFolder _config = new();
    private readonly RecordedChainHost _host;

    private RecordedSource(RecordedChainHost host) => _host = host;

    public Uri Url => _host.Url;

    public string Config => _config.Root;

    public static async Task<RecordedSource> StartAsync()
    {
        var chain = RecordedChain.Load(Repository.Golden("chain"));
        var source = new RecordedSource(await RecordedChainHost.StartAsync(chain, new FixedHead(chain.Last), 0, CancellationToken.None));
        foreach (var name in new[] { "projects.json", "preloader.json", "settings.json" }) File.Copy(Repository.Golden("config", "default7", name), source._config.PathOf(name));
        await File.WriteAllTextAsync(source._config.PathOf("aggregator.json"), """{"config": []}""");
        return source;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _config.Dispose();
    }
}
