namespace Snapshotter.Core.Storage.Pins;

/// <summary>How many contents are not pinned yet.</summary>
/// <param name="Waiting">Due now or later.</param>
/// <param name="Failed">Given up, with a reason.</param>
public sealed record PinDepth(long Waiting, long Failed);
