using System.Diagnostics.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Network.Epochs;

/// <summary>What can be measured of an epoch manager.</summary>
public sealed class EpochManagerMetrics
{
    private readonly Counter<long> _released;
    private readonly Counter<long> _failures;
    private long _behind;

    /// <summary>Makes the instruments.</summary>
    public EpochManagerMetrics(NodeMeter meter)
    {
        _released = meter.Count("snapshotter.epoch_manager.released", "{epoch}", "Epochs that this epoch manager released.");
        _failures = meter.Count("snapshotter.epoch_manager.failures", "{failure}", "Rounds of the epoch manager that ended with an error of a chain or a refusal of the contract.");
        meter.Observe<long>("snapshotter.epoch_manager.behind", "{block}", "Source blocks that are far enough below the head and in no released epoch.", () => [new Measurement<long>(Volatile.Read(ref _behind))]);
    }

    internal void Released() => _released.Add(1);

    internal void Failed() => _failures.Add(1);

    internal void Behind(long blocks) => Volatile.Write(ref _behind, blocks);
}
