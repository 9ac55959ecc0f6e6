namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>A dag-pb node.</summary>
/// <param name="Links">Its links, sorted by the bytes of their names.</param>
/// <param name="Data">Its own bytes; null when the field is absent.</param>
internal sealed record PbNode(IReadOnlyList<PbLink> Links, ReadOnlyMemory<byte>? Data);
