namespace Snapshotter.Api.Chaos.Worlds;

/// <summary>A project in an epoch.</summary>
internal readonly record struct SnapshotKey(long EpochId, string ProjectId)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{ProjectId} in epoch {EpochId}");
}
