using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract.Events;

/// <summary>Something the protocol-state contract announced.</summary>
public abstract record ProtocolEvent
{
    private ProtocolEvent()
    {
    }

    /// <summary>An epoch may be built and submitted.</summary>
    /// <param name="Epoch">Its id and source blocks.</param>
    /// <param name="Timestamp">Unix seconds of the release.</param>
    /// <param name="AnchorBlock">The anchor block of the release.</param>
    public sealed record EpochReleased(Epoch Epoch, long Timestamp, long AnchorBlock) : ProtocolEvent;

    /// <summary>Consensus decided.</summary>
    public sealed record SnapshotFinalized(long EpochId, string ProjectId, Cid Cid) : ProtocolEvent;

    /// <summary>A sequencer's batch of decisions was taken; which ones, only its transaction tells.</summary>
    public sealed record BatchSubmitted(long EpochId, Hash32 Transaction) : ProtocolEvent;

    /// <summary>A project is allowed, or no longer, from an epoch on.</summary>
    public sealed record ProjectUpdated(string ProjectId, bool Allowed, long EnableEpochId) : ProtocolEvent;

    /// <summary>An account may submit, or no longer.</summary>
    public sealed record SnapshotterUpdated(Address Account, bool Allowed) : ProtocolEvent;
}
