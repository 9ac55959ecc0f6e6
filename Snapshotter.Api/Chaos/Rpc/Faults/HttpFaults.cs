using System.Globalization;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Rpc.Faults;

/// <summary>An HTTP status instead of an answer.</summary>
/// <param name="Status">The status.</param>
/// <param name="RetryAfter">Seconds for the header Retry-After, or null for none.</param>
internal sealed record StatusFault(int Status, int? RetryAfter = null) : IRpcFault
{
    /// <inheritdoc/>
    public string Name => RetryAfter is null ? FormattableString.Invariant($"HTTP {Status}") : FormattableString.Invariant($"HTTP {Status} with Retry-After");

    /// <inheritdoc/>
    public async Task AnswerAsync(RpcExchange exchange, Lots lots)
    {
        var response = exchange.Http.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        response.ContentType = "text/html";
        await response.WriteAsync("<html><body>Try again later.</body></html>", exchange.Http.RequestAborted);
    }
}

/// <summary>No answer until the node gives up.</summary>
internal sealed record HangFault : IRpcFault
{
    /// <inheritdoc/>
    public string Name => "no answer";

    /// <inheritdoc/>
    public Task AnswerAsync(RpcExchange exchange, Lots lots) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, exchange.Http.RequestAborted);
}

/// <summary>The connection is reset instead of an answer.</summary>
internal sealed record ResetFault : IRpcFault
{
    /// <inheritdoc/>
    public string Name => "connection reset";

    /// <inheritdoc/>
    public Task AnswerAsync(RpcExchange exchange, Lots lots)
    {
        exchange.Http.Abort();
        return Task.CompletedTask;
    }
}

/// <summary>The answer breaks off: by a closed connection, or with an end that looks regular.</summary>
/// <param name="LooksRegular">Whether the HTTP message itself is whole.</param>
internal sealed record TruncatedFault(bool LooksRegular) : IRpcFault
{
    /// <inheritdoc/>
    public string Name => LooksRegular ? "cut body" : "broken-off body";

    /// <inheritdoc/>
    public async Task AnswerAsync(RpcExchange exchange, Lots lots)
    {
        var body = await exchange.HonestAsync();
        var part = body[..lots.Below(body.Length)];
        if (!LooksRegular) exchange.Http.Response.ContentLength = body.Length;
        await exchange.SendAsync(part);
        if (!LooksRegular) exchange.Http.Abort();
    }
}

/// <summary>Something that is no JSON, with status 200.</summary>
internal sealed record GarbageFault : IRpcFault
{
    /// <inheritdoc/>
    public string Name => "not JSON";

    /// <inheritdoc/>
    public Task AnswerAsync(RpcExchange exchange, Lots lots) => exchange.SendAsync("<html>Checking your browser</html>"u8.ToArray());
}
