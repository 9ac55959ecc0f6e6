using System.Text;
using Snapshotter.Api.Rest.Answers;

namespace Snapshotter.Api.Rest;

/// <summary>
/// Cross-origin rules of the original: dashboards of any origin may read. The answers are public and no cookie means anything here,
/// so that nothing is given away by echoing an origin to a caller with cookies.
/// </summary>
internal static class Cors
{
    private const string Methods = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";

    private static readonly HashSet<string> Allowed = [.. Methods.Split(", ")];

    /// <summary>The answer to a preflight, or null when the request is none.</summary>
    public static IAnswer? Preflight(HttpContext context)
    {
        var request = context.Request;
        return request.Method == "OPTIONS" && request.Headers.Origin.Count > 0 && request.Headers.AccessControlRequestMethod.Count > 0
            ? new PreflightAnswer(Allowed.Contains(request.Headers.AccessControlRequestMethod[0] ?? ""))
            : null;
    }

    /// <summary>Lets a caller of another origin read the answer.</summary>
    public static void Apply(HttpContext context)
    {
        var request = context.Request.Headers;
        if (request.Origin.Count == 0) return;
        var headers = context.Response.Headers;
        headers.AccessControlAllowCredentials = "true";
        headers.AccessControlAllowOrigin = "*";
        if (request.Cookie.Count == 0) return;
        headers.AccessControlAllowOrigin = request.Origin[0];
        headers.Vary = "Origin";
    }

    private sealed record PreflightAnswer(bool Ok) : IAnswer
    {
        public ValueTask WriteAsync(HttpContext context)
        {
            var request = context.Request.Headers;
            var headers = context.Response.Headers;
            headers.Vary = "Origin";
            headers.AccessControlAllowOrigin = request.Origin[0];
            headers.AccessControlAllowCredentials = "true";
            headers.AccessControlAllowMethods = Methods;
            headers.AccessControlMaxAge = "600";
            if (request.AccessControlRequestHeaders is { Count: > 0 } asked) headers.AccessControlAllowHeaders = asked[0];
            var (status, text) = Ok ? (StatusCodes.Status200OK, "OK") : (StatusCodes.Status400BadRequest, "Disallowed CORS method");
            return new BodyAnswer(status, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8").WriteAsync(context);
        }
    }
}
