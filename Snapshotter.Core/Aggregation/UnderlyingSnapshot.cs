using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>A snapshot that aggregates of its epoch are composed from.</summary>
/// <param name="Cid">The CID that counts.</param>
/// <param name="IsForeign">Whether consensus decided on it, and this node built another one or none.</param>
internal readonly record struct UnderlyingSnapshot(Cid Cid, bool IsForeign);
