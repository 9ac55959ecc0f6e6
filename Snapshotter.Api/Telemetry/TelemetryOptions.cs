using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Api.Telemetry;

/// <summary>How the node tells what it does.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Telemetry";

    /// <summary>Whether metrics are collected and served at <c>/metrics</c>.</summary>
    /// <value>Default true.</value>
    public bool Metrics { get; init; } = true;

    /// <summary>The http or https address of an OTLP collector, to which <c>/v1/metrics</c> and <c>/v1/traces</c> are added. It may hold a key, so it is never logged.</summary>
    /// <value>Default null: nothing is sent.</value>
    [RegularExpression("(https?://.+)?", ErrorMessage = "The address of an OTLP collector starts with http:// or https://.")]
    public string? OtlpEndpoint { get; init; }

    /// <summary>Headers sent with everything, such as <c>authorization=Bearer ...</c>, several with commas between.</summary>
    /// <value>Default null.</value>
    public string? OtlpHeaders { get; init; }

    /// <summary>How often metrics are sent.</summary>
    /// <value>Default 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan OtlpInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many of a thousand epochs are traced.</summary>
    /// <value>Default 1,000: all.</value>
    [Range(0, 1000)]
    public int TracedPerThousand { get; init; } = 1000;

    /// <summary>How log messages look.</summary>
    /// <value>Default <see cref="LogFormat.Text"/>.</value>
    public LogFormat LogFormat { get; init; } = LogFormat.Text;

    /// <summary>How often one line tells what the node is doing.</summary>
    /// <value>Default 10 seconds; 0 for never.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MasterLine { get; init; } = TimeSpan.FromSeconds(10);
}
