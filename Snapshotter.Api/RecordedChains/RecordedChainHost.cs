using System.Net;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.RecordedChains;

/// <summary>Serves a recorded chain as a JSON-RPC endpoint over HTTP on the loopback address, for nodes, tools and benchmarks on the same machine.</summary>
public sealed class RecordedChainHost : IAsyncDisposable
{
    private const long MaxRequestBytes = 16 * 1024 * 1024;
    private readonly WebApplication _app;
    private readonly RecordedChainRpc _rpc;

    private RecordedChainHost(WebApplication app, RecordedChainRpc rpc)
    {
        _app = app;
        _rpc = rpc;
    }

    /// <summary>The address to give to a client.</summary>
    public Uri Url => new(_app.Urls.Single());

    /// <summary>What has been asked so far.</summary>
    public RecordedChainCounts Counts => _rpc.Counts;

    /// <summary>Starts serving.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="head">How far it can be seen.</param>
    /// <param name="port">The TCP port; 0 lets the system choose.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <param name="limits">How much one request may ask for; null for the defaults.</param>
    /// <param name="latency">How long every answer is held back, as by a network; nothing by default.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<RecordedChainHost> StartAsync(
        RecordedChain chain, IChainHead head, int port, CancellationToken cancellationToken, RecordedChainLimits? limits = null, TimeSpan latency = default)
    {
        var rpc = new RecordedChainRpc(chain, head, limits);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Listen(IPAddress.Loopback, port);
        });

        var app = builder.Build();
        app.Run(new RecordedChainEndpoint(rpc, latency).AnswerAsync);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new RecordedChainHost(app, rpc);
    }

    /// <summary>Stops serving.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
