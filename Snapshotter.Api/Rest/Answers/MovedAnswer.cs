using System.Net;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.Rest.Answers;

/// <summary>Sends the caller to the same path with a slash more or less, keeping method, query and host.</summary>
internal sealed record MovedAnswer(string Path, string Query) : IAnswer
{
    /// <inheritdoc/>
    public ValueTask WriteAsync(HttpContext context)
    {
        var query = Query.Length == 0 ? "" : "?" + Query;
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = $"{SchemeOf(context)}://{HostOf(context)}{PercentEncoding.Encode(Path)}{query}";
        context.Response.ContentLength = 0;
        return ValueTask.CompletedTask;
    }

    /// <summary>A proxy on the same machine may say that its caller came by https; nobody else is believed.</summary>
    private static string SchemeOf(HttpContext context)
    {
        var said = context.Request.Headers["X-Forwarded-Proto"].ToString().Trim();
        var believed = context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer);
        return believed && said is ("http" or "https") ? said : context.Request.Scheme;
    }

    private static string HostOf(HttpContext context) => context.Request.Host is { HasValue: true } host
        ? host.Value
        : new IPEndPoint(context.Connection.LocalIpAddress ?? IPAddress.Loopback, context.Connection.LocalPort).ToString();
}
