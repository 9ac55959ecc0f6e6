namespace Snapshotter.Api.Telemetry;

/// <summary>How log messages look.</summary>
public enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A JSON object a line, with every field of the message.</summary>
    Json,
}
