namespace Snapshotter.Core.Storage;

/// <summary>A portion of a part of the state.</summary>
/// <param name="Change">What brings an empty store to hold the portion, when it is committed after the portions before it.</param>
/// <param name="Records">The number of records in it.</param>
/// <param name="Next">Where the next portion begins, in the store's own words; null when this was the last.</param>
public sealed record StatePortion(StateChange Change, int Records, string? Next);
