using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Snapshotter.Api.Chaos.Rpc;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Api.Chaos.Ipfs;

/// <summary>An IPFS node as far as a snapshotter needs one (Kubo's <c>add</c>, <c>cat</c> and <c>version</c>), that goes away, hangs, breaks off and gives wrong CIDs.</summary>
internal sealed class DisturbedIpfs : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _contents = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly IpfsPlan _plan;
    private readonly Action<string> _injected;
    private WebApplication? _app;
    private long _calls;

    private DisturbedIpfs(IpfsPlan plan, Action<string> injected)
    {
        _plan = plan;
        _injected = injected;
    }

    /// <summary>Where its RPC listens, when it does.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>What it holds, by CID.</summary>
    public IReadOnlyDictionary<string, byte[]> Contents => _contents;

    /// <summary>Starts one.</summary>
    public static async Task<DisturbedIpfs> StartAsync(IpfsPlan plan, Action<string> injected, CancellationToken cancellationToken)
    {
        var ipfs = new DisturbedIpfs(plan, injected);
        ipfs._app = await ipfs.ListenAsync(0, cancellationToken);
        ipfs.Url = new Uri(ipfs._app.Urls.Single());
        return ipfs;
    }

    /// <summary>Goes away or comes back, as is planned for a request to the chains' endpoints.</summary>
    public async Task ReachAsync(long request)
    {
        await _gate.WaitAsync();
        try
        {
            if (_plan.IsAway(request) && _app is not null)
            {
                await LeaveAsync();
                _injected("IPFS refuses connections");
            }
            else if (!_plan.IsAway(request) && _app is null)
            {
                _app = await ListenAsync(Url.Port, CancellationToken.None);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _gate.Dispose();
    }

    private async Task LeaveAsync()
    {
        if (_app is null) return;
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        _app = null;
    }

    private async Task<WebApplication> ListenAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync(cancellationToken);
        return app;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        try
        {
            var exchange = new RpcExchange(http, default, _ => AnswerOfAsync(http));
            if (_plan.Schedule.At(Interlocked.Increment(ref _calls) - 1) is not var (fault, lots))
            {
                await exchange.SendAsync(await exchange.HonestAsync());
                return;
            }

            _injected($"IPFS: {fault.Name}");
            await fault.AnswerAsync(exchange, lots);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The node gave up waiting, or was killed.
        }
    }

    private async Task<ReadOnlyMemory<byte>> AnswerOfAsync(HttpContext http)
    {
        var arg = http.Request.Query["arg"].ToString();
        switch (http.Request.Path.Value)
        {
            case "/api/v0/version":
                return JsonSerializer.SerializeToUtf8Bytes(new { Version = "0.0.0-chaos" });
            case "/api/v0/add":
                var cid = await AddAsync(http);
                return JsonSerializer.SerializeToUtf8Bytes(new { Name = cid, Hash = cid });
            case "/api/v0/cat" or "/api/v0/block/get" when _contents.TryGetValue(arg, out var content):
                return content;
            default:
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return JsonSerializer.SerializeToUtf8Bytes(new { Message = "block was not found locally (offline)", Code = 0, Type = "error" });
        }
    }

    private async Task<string> AddAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        using var memory = new MemoryStream();
        await form.Files[0].CopyToAsync(memory, http.RequestAborted);
        var content = memory.ToArray();
        var cid = CidOf.Content(content).ToString();
        _contents[cid] = content;
        return cid;
    }
}
