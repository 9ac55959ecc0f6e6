using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Caching;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.Rest;

/// <summary>
/// Answers what the table of routes knows and everything nobody else does. A finalized snapshot that is at hand is answered before anything else
/// is looked at; paths that belong to another endpoint of the process are passed on untouched, without cross-origin permission.
/// </summary>
internal sealed class RestMiddleware(RequestDelegate next, RouteTable routes, AnswerCache cache, ILogger<RestMiddleware> log)
{
    private static readonly BodyAnswer Failed = BodyAnswer.Error(StatusCodes.Status500InternalServerError, "The node could not answer; its log says why.");

    public Task InvokeAsync(HttpContext context)
    {
        var raw = RequestTarget.RawOf(context);
        if (context.Request.Method != "GET" || !cache.TryGet(raw, out var ready)) return RouteAsync(context, raw);
        Cors.Apply(context);
        return ready.WriteAsync(context).AsTask();
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
        try
        {
            var answer = await AnswerAsync(context, match, target);
            await answer.WriteAsync(context);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            RestLog.Failed(log, context.Request.Method, match.Route?.Template.Text ?? "", exception);
            await Failed.WriteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away: there is nobody left to answer.
        }
    }

    private static ValueTask<IAnswer> AnswerAsync(HttpContext context, RouteMatch match, RequestTarget target) => match.Verdict switch
    {
        RouteVerdict.Found => match.Route!.Handler(new RestRequest(context, match.Route, match.Values, target.Query)),
        RouteVerdict.WrongMethod => ValueTask.FromResult<IAnswer>(new WrongMethodAnswer(match.Route!)),
        RouteVerdict.Moved => ValueTask.FromResult<IAnswer>(new MovedAnswer(match.Path, target.Query)),
        _ => ValueTask.FromResult<IAnswer>(BodyAnswer.NotFound),
    };
}
