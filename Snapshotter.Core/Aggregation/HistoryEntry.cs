using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>What is remembered of one epoch of a project.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="Cid">The finalized CID, or null when the epoch was undecided when it was looked up.</param>
public sealed record HistoryEntry(long EpochId, Cid? Cid);
