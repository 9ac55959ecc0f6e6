using System.Net;
using Snapshotter.Api.Rest.Access;

namespace Snapshotter.Api.Ops.Access;

/// <summary>
/// Lets the operator in and nobody else. With an operator key everybody logs in with it. Without one only callers on this machine get in: the
/// socket and the address in the URL must be loopback, so that neither a page of another site nor a proxy that is not trusted reaches the pages.
/// </summary>
internal sealed class OpsGate(RequestDelegate next, OpsSession session, CallerAddress addresses)
{
    /// <summary>The name of the login's cookie.</summary>
    public const string Cookie = "snapshotter-ops";

    private static readonly string[] ForwardingHeaders = ["X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP"];

    public async Task InvokeAsync(HttpContext context)
    {
        OpsHeaders.Apply(context.Response.Headers);
        if (OpsPaths.IsOpen(context.Request.Path) || (session.HasKey ? session.IsCurrent(context.Request.Cookies[Cookie]) : IsHere(context)))
        {
            await next(context);
            return;
        }

        if (session.HasKey && HttpMethods.IsGet(context.Request.Method) && context.Request.Path != OpsPaths.Live)
        {
            context.Response.Redirect(OpsPaths.LoginFor(context.Request));
            return;
        }

        context.Response.StatusCode = session.HasKey ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(session.HasKey
            ? "Log in at /ops/login."
            : "The operator pages are open on the node's own machine only. To reach them from elsewhere, make a key with 'snapshotter operator-key' and start the node again.");
    }

    private bool IsHere(HttpContext context) =>
        IPAddress.IsLoopback(addresses.Of(context))
        && (IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var host) ? IPAddress.IsLoopback(host) : context.Request.Host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        && (addresses.IsTrusted(context) || !ForwardingHeaders.Any(context.Request.Headers.ContainsKey));
}
