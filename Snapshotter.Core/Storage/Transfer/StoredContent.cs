namespace Snapshotter.Core.Storage.Transfer;

/// <summary>The bytes of a snapshot, and the epoch they are kept for.</summary>
internal sealed record StoredContent(long EpochId, ReadOnlyMemory<byte> Bytes);
