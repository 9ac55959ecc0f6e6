namespace Snapshotter.Core.Protocol.Contract.Views;

/// <summary>What the contract records of an epoch.</summary>
/// <param name="Timestamp">Unix seconds of the anchor block of the release; 0 when it was not released.</param>
/// <param name="AnchorBlock">The anchor block of the release.</param>
/// <param name="End">The epoch's last source block.</param>
public sealed record EpochInfo(long Timestamp, long AnchorBlock, long End)
{
    /// <summary>Whether the epoch was released.</summary>
    public bool IsReleased => Timestamp != 0;
}
