using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Api.Replay.Timelines;

/// <summary>Something that happened on the anchor chain, or to the node, while a recording was made.</summary>
internal abstract record TimelineEvent
{
    /// <summary>An epoch was released.</summary>
    public sealed record Release(Epoch Epoch) : TimelineEvent;

    /// <summary>The anchor chain released epochs that the node never saw.</summary>
    public sealed record Skip(long EpochId) : TimelineEvent;

    /// <summary>Consensus decided. A null CID stands for the one this node built.</summary>
    public sealed record Finalize(long EpochId, IReadOnlyDictionary<string, Cid?> Decisions) : TimelineEvent;

    /// <summary>The protocol state allowed a project, or no longer did.</summary>
    public sealed record Projects(ProjectUpdate Update) : TimelineEvent;

    /// <summary>State was deleted: the pattern names it as upstream does.</summary>
    public sealed record Delete(string Pattern) : TimelineEvent;
}
