using System.Diagnostics.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Core.Storage;

/// <summary>What can be measured of what is kept.</summary>
public sealed class StoreMetrics
{
    private static readonly MetricLabel File = new("file", "the file in the data folder, its write-ahead log included") { Values = ["state.db", "content.db", "callers.db"] };

    private readonly Counter<long> _changes;
    private string? _folder;

    /// <summary>Makes the instruments.</summary>
    public StoreMetrics(NodeMeter meter)
    {
        _changes = meter.Count("snapshotter.store.changes", "{change}", "Changes of the state that were made durable.");
        meter.Observe("snapshotter.store.size", "By", "The size of the stores in the data folder.", ReadSizes, File);
        meter.Observe("snapshotter.store.free", "By", "What the disk of the data folder has left for this node.", ReadFree);
    }

    /// <summary>Tells which folder is the data folder.</summary>
    public void Watch(string folder) => _folder = folder;

    /// <summary>Counts a change.</summary>
    public void Changed() => _changes.Add(1);

    private IEnumerable<Measurement<long>> ReadSizes()
    {
        if (_folder is not { } folder) yield break;
        foreach (var name in File.Values)
        {
            var path = Path.Combine(folder, name);
            if (System.IO.File.Exists(path)) yield return new Measurement<long>(LengthOf(path) + LengthOf($"{path}-wal"), Tag.Of(File, name));
        }
    }

    private IEnumerable<Measurement<long>> ReadFree()
    {
        if (_folder is not { } folder) return [];
        try
        {
            return [new Measurement<long>(new DriveInfo(folder).AvailableFreeSpace)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Not every file system tells.
            return [];
        }
    }

    private static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
