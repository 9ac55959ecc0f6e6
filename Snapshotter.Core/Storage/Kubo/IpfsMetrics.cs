using System.Diagnostics.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Core.Storage.Kubo;

/// <summary>What can be measured of contents and their way to and from IPFS.</summary>
public sealed class IpfsMetrics
{
    private static readonly MetricLabel PinOutcome = new("outcome", "what became of the attempt") { Values = ["pinned", "failed", "given_up"] };
    private static readonly MetricLabel From = new("from", "who had it") { Values = ["here", "ipfs", "nobody"] };

    private readonly Counter<long> _pins;
    private readonly Counter<long> _reads;

    /// <summary>Makes the instruments.</summary>
    public IpfsMetrics(NodeMeter meter)
    {
        _pins = meter.Count("snapshotter.ipfs.pins", "{attempt}", "Attempts to pin a content at the IPFS node.", PinOutcome);
        _reads = meter.Count("snapshotter.ipfs.reads", "{content}", "Contents read, where an IPFS node stands behind the data folder.", From);
    }

    internal void Pinned() => _pins.Add(1, Tag.Of(PinOutcome, "pinned"));

    internal void PinFailed() => _pins.Add(1, Tag.Of(PinOutcome, "failed"));

    internal void PinGivenUp() => _pins.Add(1, Tag.Of(PinOutcome, "given_up"));

    internal void ReadHere() => _reads.Add(1, Tag.Of(From, "here"));

    internal void ReadThere() => _reads.Add(1, Tag.Of(From, "ipfs"));

    internal void NotRead() => _reads.Add(1, Tag.Of(From, "nobody"));
}
