using Snapshotter.Api.Rest.Access;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Caching;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.Rest;

/// <summary>
/// Answers what the table of routes knows and everything nobody else does. Callers are let in before a parameter or body is read; what needs
/// no state, such as an unknown path, needs no key either. Paths that belong to another endpoint of the process are passed on untouched,
/// without cross-origin permission.
/// </summary>
internal sealed class RestMiddleware(RequestDelegate next, RouteTable routes, AnswerCache cache, AccessGate gate, CallerAddress addresses, RestMetrics metrics, ILogger<RestMiddleware> log)
{
    private static readonly BodyAnswer Failed = BodyAnswer.Error(StatusCodes.Status500InternalServerError, "The node could not answer; its log says why.");

    public Task InvokeAsync(HttpContext context)
    {
        var raw = RequestTarget.RawOf(context);
        return context.Request.Method == "GET" && cache.TryGet(raw, out var ready) ? ReadyAsync(context, ready) : RouteAsync(context, raw);
    }

    /// <summary>A finalized snapshot that is at hand.</summary>
    private async Task ReadyAsync(HttpContext context, SnapshotAnswer ready)
    {
        metrics.AnsweredFromMemory();
        Cors.Apply(context);
        var admission = await gate.EnterAsync(context);
        var succeeded = false;
        try
        {
            await (admission.Refusal ?? ready).WriteAsync(context);
            succeeded = IsSuccess(context);
        }
        finally
        {
            admission.End(succeeded);
        }
    }

    private async Task RouteAsync(HttpContext context, string raw)
    {
        var target = RequestTarget.Parse(raw);
        var match = routes.Find(context.Request.Method, target.Path);
        if (match.Verdict == RouteVerdict.Nowhere && context.GetEndpoint() is not null)
        {
            await next(context);
            return;
        }

        if (Cors.Preflight(context) is { } preflight)
        {
            await preflight.WriteAsync(context);
            return;
        }

        Cors.Apply(context);
        if (match.Verdict == RouteVerdict.Found) await FoundAsync(context, match, target);
        else await ElsewhereAnswer(context, match, target).WriteAsync(context);
    }

    private async Task FoundAsync(HttpContext context, RouteMatch match, RequestTarget target)
    {
        var route = match.Route!;
        metrics.AnsweredAnew(route);
        var admission = route.Access == RouteAccess.Open ? Admission.Open : await gate.EnterAsync(context);
        var succeeded = false;
        try
        {
            var answer = admission.Refusal ?? await route.Handler(new RestRequest(context, match.Values, target.Query));
            await answer.WriteAsync(context);
            succeeded = route.Access == RouteAccess.Counted && IsSuccess(context);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            RestLog.Failed(log, context.Request.Method, route.Template.Text, exception);
            await Failed.WriteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away: there is nobody left to answer.
        }
        finally
        {
            admission.End(succeeded);
        }
    }

    private static bool IsSuccess(HttpContext context) => context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified;

    private IAnswer ElsewhereAnswer(HttpContext context, RouteMatch match, RequestTarget target) => match.Verdict switch
    {
        RouteVerdict.WrongMethod => new WrongMethodAnswer(match.Route!),
        RouteVerdict.Moved => new MovedAnswer(match.Path, target.Query, addresses.SchemeOf(context)),
        _ => BodyAnswer.NotFound,
    };
}
