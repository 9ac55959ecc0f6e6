using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Snapshotter.Core.Telemetry.Metrics;
using Snapshotter.Core.Telemetry.Tracing;

namespace Snapshotter.Api.Telemetry;

/// <summary>Sends metrics and traces to a collector by OTLP (protobuf over HTTP) as long as the node runs. A collector that is away holds nothing up.</summary>
internal sealed class OtlpExport(TelemetryOptions options) : IHostedService, IDisposable
{
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(NodeMeter.Name)
            .AddOtlpExporter((exporter, reader) =>
            {
                Address(exporter, "metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.OtlpInterval.TotalMilliseconds;
            })
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(NodeTraces.SourceName)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TracedPerThousand / 1000.0)))
            .AddOtlpExporter(exporter => Address(exporter, "traces"))
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
    }

    private void Address(OtlpExporterOptions exporter, string signal)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{options.OtlpEndpoint!.TrimEnd('/')}/v1/{signal}");
        if (options.OtlpHeaders is { Length: > 0 } headers) exporter.Headers = headers;
    }

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService("snapshotter", serviceVersion: Assembly.GetExecutingAssembly().GetName().Version?.ToString(3));
}
