using System.Net;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.Rest.Answers;

/// <summary>Sends the caller to the same path with a slash more or less, keeping method, query and host.</summary>
internal sealed record MovedAnswer(string Path, string Query, string Scheme) : IAnswer
{
    /// <inheritdoc/>
    public ValueTask WriteAsync(HttpContext context)
    {
        var query = Query.Length == 0 ? "" : "?" + Query;
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = $"{Scheme}://{HostOf(context)}{PercentEncoding.Encode(Path)}{query}";
        context.Response.ContentLength = 0;
        return ValueTask.CompletedTask;
    }

    private static string HostOf(HttpContext context) => context.Request.Host is { HasValue: true } host
        ? host.Value
        : new IPEndPoint(context.Connection.LocalIpAddress ?? IPAddress.Loopback, context.Connection.LocalPort).ToString();
}
