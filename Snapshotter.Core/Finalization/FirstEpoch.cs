namespace Snapshotter.Core.Finalization;

/// <summary>The first epoch that was ever finalized for a project, as the protocol state tells it.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="EpochId">The epoch; never 0, which would mean that there is none yet.</param>
public sealed record FirstEpoch(string ProjectId, long EpochId);
