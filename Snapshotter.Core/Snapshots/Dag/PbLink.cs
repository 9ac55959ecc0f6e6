namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>A link of a dag-pb node.</summary>
/// <param name="Hash">The CID it points to in binary form, of any version, codec and hash.</param>
/// <param name="Name">The UTF-8 name: empty for the chunks of a file; null when the field is absent.</param>
/// <param name="Size">The bytes of all blocks below, the linked one included; null when the field is absent.</param>
internal readonly record struct PbLink(ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte>? Name, ulong? Size);
