using Snapshotter.Core.Epochs;

namespace Snapshotter.Core.Snapshots;

/// <summary>A change made to a built snapshot before its bytes are taken; pure like the processor it belongs to.</summary>
public interface ISnapshotTransformation
{
    /// <summary>The changed snapshot.</summary>
    ISnapshot Apply(ISnapshot snapshot, DataSource? source, Epoch epoch);
}
