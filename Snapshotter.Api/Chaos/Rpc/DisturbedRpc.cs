using System.Net;

namespace Snapshotter.Api.Chaos.Rpc;

/// <summary>Serves the endpoints of disturbed chains over HTTP on loopback, and counts their requests.</summary>
internal sealed class DisturbedRpc : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IReadOnlyList<RpcEndpoint> _endpoints;
    private readonly Func<long, Task> _onRequest;
    private long _requests;

    private DisturbedRpc(WebApplication app, IReadOnlyList<RpcEndpoint> endpoints, Func<long, Task> onRequest)
    {
        _app = app;
        _endpoints = endpoints;
        _onRequest = onRequest;
    }

    /// <summary>The requests so far, over all endpoints.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>The address of an endpoint.</summary>
    public Uri UrlOf(string endpoint) => new($"{_app.Urls.Single()}/{endpoint}");

    /// <summary>Starts serving.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="onRequest">Told the number of every request before it is answered.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<DisturbedRpc> StartAsync(IReadOnlyList<RpcEndpoint> endpoints, Func<long, Task> onRequest, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var rpc = new DisturbedRpc(app, endpoints, onRequest);
        app.Run(rpc.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return rpc;
    }

    /// <summary>Stops serving.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (_endpoints.FirstOrDefault(endpoint => http.Request.Path == $"/{endpoint.Name}") is not { } endpoint)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var number = Interlocked.Increment(ref _requests) - 1;
        await _onRequest(number);
        try
        {
            await endpoint.AnswerAsync(http, number);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The node gave up waiting, or was killed.
        }
    }
}
