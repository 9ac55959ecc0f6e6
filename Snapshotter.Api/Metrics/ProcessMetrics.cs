using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Api.Metrics;

/// <summary>What can be measured of the process itself; read only when somebody asks.</summary>
internal sealed class ProcessMetrics : IDisposable
{
    private static readonly MetricLabel Version = new("version", "the version of the node");
    private static readonly MetricLabel Generation = new("generation", "the generation collected") { Values = ["0", "1", "2"] };

    private readonly Process _process = Process.GetCurrentProcess();

    /// <summary>Makes the instruments.</summary>
    public ProcessMetrics(NodeMeter meter)
    {
        var version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "";
        meter.Observe<int>("snapshotter.build.info", "{node}", "Always 1, with the version as label.", () => [new Measurement<int>(1, Tag.Of(Version, version))], Version);
        meter.ObserveCount("snapshotter.process.cpu.time", "s", "Processor time used by the process.", () => One(Fresh().TotalProcessorTime.TotalSeconds));
        meter.Observe("snapshotter.process.memory", "By", "Memory of the process that is not swapped out.", () => One(Fresh().WorkingSet64));
        meter.Observe("snapshotter.process.heap", "By", "Managed memory in use, as of the latest collection.", () => One(GC.GetGCMemoryInfo().HeapSizeBytes));
        meter.Observe("snapshotter.process.threads", "{thread}", "Threads of the process.", () => One(Fresh().Threads.Count));
        meter.ObserveCount("snapshotter.process.collections", "{collection}", "Garbage collections.",
            () => Generation.Values.Select(static (text, generation) => new Measurement<long>(GC.CollectionCount(generation), Tag.Of(Generation, text))), Generation);
        meter.ObserveCount("snapshotter.process.gc.pause", "s", "Time during which garbage collections held up the process.", () => One(GC.GetTotalPauseDuration().TotalSeconds));
        meter.Observe("snapshotter.process.start.time", "s", "When the process started, in Unix seconds.", () => One((_process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds));
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private Process Fresh()
    {
        _process.Refresh();
        return _process;
    }

    private static Measurement<T>[] One<T>(T value) where T : struct => [new Measurement<T>(value)];
}
