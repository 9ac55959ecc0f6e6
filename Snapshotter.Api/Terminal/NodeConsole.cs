using Microsoft.Extensions.Logging.Console;

namespace Snapshotter.Api.Terminal;

/// <summary>How log messages look on the console.</summary>
internal static class NodeConsole
{
    /// <summary>Single lines with a time, on the error stream, from a level on.</summary>
    public static ILoggingBuilder AddNodeConsole(this ILoggingBuilder logging, LogLevel level)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(level);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // Whoever starts the host says why it could not start, in a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddFilter("Quartz", LogLevel.Warning);
        logging.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        return logging.AddStandardErrorOutput();
    }

    private static ILoggingBuilder AddStandardErrorOutput(this ILoggingBuilder logging)
    {
        logging.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return logging;
    }
}
