using Microsoft.AspNetCore.Antiforgery;
using Snapshotter.Api.Rest.Access;

namespace Snapshotter.Api.Ops.Access;

/// <summary>Takes the operator key of the login form, and gives a cookie for it.</summary>
internal sealed partial class LoginEndpoints(OpsSession session, IAntiforgery antiforgery, CallerAddress addresses, ILogger<LoginEndpoints> log)
{
    private long _wrongKeys;

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(OpsPaths.LogIn, LogInAsync);
        routes.MapPost(OpsPaths.LogOut, LogOutAsync);
    }

    private async Task LogInAsync(HttpContext context)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            context.Response.Redirect($"{OpsPaths.Login}?again=stale");
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var to = OpsPaths.Local(form["to"]);
        if (session.IsKey(form["key"].ToString().Trim()))
        {
            var (text, until) = session.Begin();
            context.Response.Cookies.Append(OpsGate.Cookie, text, CookieFor(context, until));
            context.Response.Redirect(to);
            return;
        }

        // Every doubling is told, so that trying keys does not fill the log.
        var wrong = Interlocked.Increment(ref _wrongKeys);
        if (long.IsPow2(wrong)) LogWrongKey(wrong);
        context.Response.Redirect($"{OpsPaths.Login}?again=wrong&to={Uri.EscapeDataString(to)}");
    }

    private async Task LogOutAsync(HttpContext context)
    {
        if (await antiforgery.IsRequestValidAsync(context)) context.Response.Cookies.Delete(OpsGate.Cookie, CookieFor(context, null));
        context.Response.Redirect(OpsPaths.Root);
    }

    private CookieOptions CookieFor(HttpContext context, DateTimeOffset? until) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = addresses.SchemeOf(context) == "https",
        Path = OpsPaths.Root,
        Expires = until,
        IsEssential = true,
    };

    [LoggerMessage(EventId = 6201, Level = LogLevel.Warning, Message = "Somebody tried a wrong operator key ({Count} times since the start).")]
    private partial void LogWrongKey(long count);
}
