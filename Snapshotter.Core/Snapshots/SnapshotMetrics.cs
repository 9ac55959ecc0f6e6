using System.Diagnostics.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Core.Snapshots;

/// <summary>What can be measured of snapshots.</summary>
public sealed class SnapshotMetrics
{
    private static readonly MetricLabel Kind = new("kind", "the kind of job that made it: `build` from the chain, `bulk` for a type in bulk mode, `aggregate` from other snapshots");
    private static readonly MetricLabel Outcome = new("outcome", "whether there is a snapshot") { Values = ["built", "failed"] };

    private readonly Counter<long> _made;
    private readonly Histogram<long> _size;

    /// <summary>Makes the instruments.</summary>
    public SnapshotMetrics(NodeMeter meter)
    {
        _made = meter.Count("snapshotter.snapshots", "{snapshot}", "Snapshots that were built, or could not be.", Kind, Outcome);
        _size = meter.Sizes("snapshotter.snapshots.size", "The size of built snapshots.", Kind);
    }

    internal void Made(string kind, SnapshotBuild[] builds)
    {
        if (!_made.Enabled) return;
        var built = 0;
        foreach (var build in builds)
        {
            if (build.Bytes is not { } bytes) continue;
            built++;
            _size.Record(bytes.Length, Tag.Of(Kind, kind));
        }

        Count(kind, "built", built);
        Count(kind, "failed", builds.Length - built);
    }

    internal void GivenUp(string kind, int count) => Count(kind, "failed", count);

    private void Count(string kind, string outcome, int count)
    {
        if (count > 0) _made.Add(count, Tag.Of(Kind, kind), Tag.Of(Outcome, outcome));
    }
}
