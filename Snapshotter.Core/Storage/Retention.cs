namespace Snapshotter.Core.Storage;

/// <summary>From where on the state is kept.</summary>
/// <param name="FirstEpoch">The lowest epoch whose release, snapshots, finality and accounts are kept.</param>
/// <param name="FirstTransitions">The lowest epoch whose outcomes of stages are kept.</param>
public sealed record Retention(long FirstEpoch, long FirstTransitions);
