using System.Diagnostics;

namespace Snapshotter.Core.Telemetry.Tracing;

/// <summary>The first span of each epoch's trace. Those of the latest epochs are kept, ended or not, so that late spans find them.</summary>
internal sealed class EpochRoots
{
    private const int MaxKept = 1024;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Activity?> _roots = [];

    public Activity? Find(long epochId)
    {
        lock (_gate) return _roots.GetValueOrDefault(epochId);
    }

    public Activity? FindOrAdd(long epochId, Func<long, Activity?> start)
    {
        lock (_gate)
        {
            if (_roots.TryGetValue(epochId, out var root)) return root;
            root = start(epochId);
            _roots.Add(epochId, root);
            if (_roots.Count > MaxKept) _roots.Remove(_roots.Keys.First());
            return root;
        }
    }
}
