using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage;

/// <summary>Contents that a change is about to name.</summary>
/// <param name="Cids">Their CIDs, in the order in which they were given.</param>
/// <param name="WithChange">Those that are not stored yet: the change must bring them along (<see cref="StateChange.Contents"/>).</param>
public sealed record PutContents(IReadOnlyList<Cid> Cids, IReadOnlyList<NewContent> WithChange);
