using Snapshotter.Core.Protocol;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Aggregation;

/// <summary>Opens the history for each job that composes.</summary>
internal sealed class FinalizedHistories(IStateStore store, IProtocolState protocol, IContentStore contents, WindowOptions window)
{
    /// <summary>The history as it is now, with room for what the job learns.</summary>
    public FinalizedHistory Open() => new(store, protocol, contents, window);
}
