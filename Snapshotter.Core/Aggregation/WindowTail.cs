namespace Snapshotter.Core.Aggregation;

/// <summary>Where a window begins.</summary>
/// <param name="EpochId">Its first epoch.</param>
/// <param name="Extrapolated">Whether the project is younger than the window.</param>
public readonly record struct WindowTail(long EpochId, bool Extrapolated);
