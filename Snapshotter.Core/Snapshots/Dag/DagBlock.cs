namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>A block and its name.</summary>
/// <param name="Cid">The name: version, codec and the hash of the bytes.</param>
/// <param name="Bytes">The bytes a block store keeps.</param>
public readonly record struct DagBlock(Cid Cid, ReadOnlyMemory<byte> Bytes);
