using Snapshotter.Api.Keys;
using Snapshotter.Api.Rest.Access;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.Admin;

/// <summary>
/// Asks for the admin key before anything of a user is looked at. There is no cross-origin permission, so that no page of another origin can
/// use a key that a browser knows.
/// </summary>
internal sealed partial class AdminHandler(RouteTable routes, AccessKey key, CallerAddress addresses, ILogger<AdminHandler> log)
{
    private const string Scheme = "Bearer ";

    private static readonly HeadedAnswer KeyNeeded = new("WWW-Authenticate", "Bearer", BodyAnswer.Of(
        StatusCodes.Status401Unauthorized, new RefusalBody(new RefusalError("The admin key is needed: Authorization: Bearer <key>.", null)), RestJson.Shapes.RefusalBody));

    private static readonly BodyAnswer Failed = BodyAnswer.Error(StatusCodes.Status500InternalServerError, "The node could not answer; its log says why.");

    private long _wrongKeys;

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var target = RequestTarget.Parse(RequestTarget.RawOf(context));
        var match = routes.Find(context.Request.Method, target.Path);
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await (await AnswerAsync(context, match, target)).WriteAsync(context);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            LogFailed(context.Request.Method, match.Route?.Template.Text ?? "", exception);
            await Failed.WriteAsync(context);
        }
    }

    private async ValueTask<IAnswer> AnswerAsync(HttpContext context, RouteMatch match, RequestTarget target)
    {
        var isOpen = match is { Verdict: RouteVerdict.Found, Route.Access: RouteAccess.Open };
        if (!isOpen && !HasKey(context)) return KeyNeeded;
        return match.Verdict switch
        {
            RouteVerdict.Found => await match.Route!.Handler(new RestRequest(context, match.Values, target.Query)),
            RouteVerdict.WrongMethod => new WrongMethodAnswer(match.Route!),
            RouteVerdict.Moved => new MovedAnswer(match.Path, target.Query, addresses.SchemeOf(context)),
            _ => BodyAnswer.NotFound,
        };
    }

    private bool HasKey(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0) return false;
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && key.Is(header[Scheme.Length..].Trim())) return true;
        // Every doubling is told, so that trying keys does not fill the log.
        var wrong = Interlocked.Increment(ref _wrongKeys);
        if (long.IsPow2(wrong)) LogWrongKey(wrong);
        return false;
    }

    [LoggerMessage(EventId = 6101, Level = LogLevel.Warning, Message = "The admin API was asked with a wrong key ({Count} times since the start).")]
    private partial void LogWrongKey(long count);

    [LoggerMessage(EventId = 6102, Level = LogLevel.Error, Message = "The admin API could not answer {Method} {Route}.")]
    private partial void LogFailed(string method, string route, Exception exception);
}
