namespace Snapshotter.Api.Rest;

/// <summary>What the REST API writes to the log. The route is named, never the caller's text.</summary>
internal static partial class RestLog
{
    [LoggerMessage(6001, LogLevel.Error, "{Method} {Route} could not be answered")]
    public static partial void Failed(ILogger log, string method, string route, Exception exception);
}
