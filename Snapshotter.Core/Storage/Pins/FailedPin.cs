namespace Snapshotter.Core.Storage.Pins;

/// <summary>A content whose pinning was given up.</summary>
/// <param name="Pin">The content, with the number of attempts made.</param>
/// <param name="Reason">Why.</param>
public sealed record FailedPin(Pin Pin, string Reason);
