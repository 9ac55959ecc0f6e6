using System.Globalization;
using Snapshotter.Api.Rest.Answers;
using Snapshotter.Api.Rest.Bodies;
using Snapshotter.Core.Callers;

namespace Snapshotter.Api.Rest.Access;

/// <summary>The answers to callers who are not let in (spec 1.4). None of them repeats the caller's key.</summary>
internal static class Refusals
{
    /// <summary>The key is revoked.</summary>
    public static readonly IAnswer Revoked = Of(StatusCodes.Status403Forbidden, "revoked API key");

    /// <summary>The store of callers does not answer.</summary>
    public static readonly IAnswer NotCounted = Of(StatusCodes.Status500InternalServerError, "internal cache error");

    /// <summary>The key is nobody's.</summary>
    public static IAnswer BadKey(string header) => new HeadedAnswer("WWW-Authenticate", Challenge(header), Of(StatusCodes.Status401Unauthorized, "bad API key"));

    /// <summary>There is no key, and one is needed.</summary>
    public static IAnswer KeyRequired(string header) => new HeadedAnswer("WWW-Authenticate", Challenge(header), Of(StatusCodes.Status401Unauthorized, "API key required"));

    /// <summary>A window is used up.</summary>
    public static IAnswer LimitReached(CallRefusal refusal)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(refusal.RetryAfter.TotalSeconds));
        return new HeadedAnswer("Retry-After", seconds.ToString(CultureInfo.InvariantCulture), Throttled(refusal.Window.Text, seconds, refusal.Limits));
    }

    /// <summary>The user is set inactive. There is no time after which it helps to ask again.</summary>
    public static IAnswer Inactive(User user) => Throttled("", 0, user.Limits);

    private static BodyAnswer Throttled(string violated, long seconds, CallLimits limits) => BodyAnswer.Of(
        StatusCodes.Status429TooManyRequests,
        new RefusalBody(new RefusalError(
            $"Rate limit exceeded: {violated}. Check response body and headers for more details on backoff.", new RefusalData(violated, seconds, limits.Text))),
        RestJson.Shapes.RefusalBody);

    private static BodyAnswer Of(int status, string details) => BodyAnswer.Of(status, new RefusalBody(new RefusalError(details, null)), RestJson.Shapes.RefusalBody);

    private static string Challenge(string header) => $"ApiKey header=\"{header}\"";
}
