namespace Snapshotter.Core.Epochs;

/// <summary>An epoch that a protocol state released.</summary>
/// <param name="Epoch">Its id and blocks.</param>
/// <param name="AnchorBlock">The anchor block of the release; null where there is no anchor chain.</param>
/// <param name="Timestamp">Unix seconds of the release; null for that of the epoch's last block.</param>
public sealed record AnnouncedEpoch(Epoch Epoch, long? AnchorBlock, long? Timestamp)
{
    /// <summary>An epoch of which nothing is known but its blocks.</summary>
    public static AnnouncedEpoch Of(Epoch epoch) => new(epoch, null, null);
}
