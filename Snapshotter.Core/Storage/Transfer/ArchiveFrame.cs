namespace Snapshotter.Core.Storage.Transfer;

/// <summary>A frame that was read and whose digest fits.</summary>
/// <param name="Header">Its line.</param>
/// <param name="Payload">Its bytes, unpacked.</param>
/// <param name="End">Where in the file the next one begins.</param>
internal sealed record ArchiveFrame(FrameHeader Header, byte[] Payload, long End);
