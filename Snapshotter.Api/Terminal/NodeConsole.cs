using Microsoft.Extensions.Logging.Console;
using Snapshotter.Api.Telemetry;

namespace Snapshotter.Api.Terminal;

/// <summary>How log messages look on the console.</summary>
internal static class NodeConsole
{
    /// <summary>Single lines with a time, or JSON objects, on the error stream, from a level on.</summary>
    public static ILoggingBuilder AddNodeConsole(this ILoggingBuilder logging, LogLevel level, LogFormat format = LogFormat.Text)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(level);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // Whoever starts the host says why it could not start, in a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddFilter("Quartz", LogLevel.Warning);
        if (format == LogFormat.Json) return logging.AddJsonConsole(AsJson).AddStandardErrorOutput();
        logging.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        return logging.AddStandardErrorOutput();
    }

    private static void AsJson(JsonConsoleFormatterOptions console)
    {
        console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        console.UseUtcTimestamp = true;
    }

    private static ILoggingBuilder AddStandardErrorOutput(this ILoggingBuilder logging)
    {
        logging.Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return logging;
    }
}
