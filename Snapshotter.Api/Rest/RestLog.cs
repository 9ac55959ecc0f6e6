namespace Snapshotter.Api.Rest;

/// <summary>What the REST API writes to the log. The route is named, never the caller's text, and never a key.</summary>
internal static partial class RestLog
{
    [LoggerMessage(6001, LogLevel.Error, "{Method} {Route} could not be answered")]
    public static partial void Failed(ILogger log, string method, string route, Exception exception);

    [LoggerMessage(6002, LogLevel.Error, "The calls of callers could not be counted; calls under a limit are refused until they can be.")]
    public static partial void NotCounted(ILogger log, Exception exception);
}
