namespace Snapshotter.Api.Hosting;

/// <summary>Log messages of the wiring.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(EventId = 1311, Level = LogLevel.Warning, Message = "{Note}")]
    public static partial void Note(ILogger logger, string note);
}
