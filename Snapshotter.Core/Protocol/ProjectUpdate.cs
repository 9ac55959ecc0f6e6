namespace Snapshotter.Core.Protocol;

/// <summary>That the protocol state allows a project, or no longer does (spec 12: <c>ProjectsUpdated</c>).</summary>
/// <param name="ProjectId">The project; ids that differ in case alone are the same.</param>
/// <param name="IsAllowed">Whether snapshots of it are wanted.</param>
/// <param name="EnableEpochId">The first epoch for which this holds. When it was released before the node was told, the next epoch is the first.</param>
public sealed record ProjectUpdate(string ProjectId, bool IsAllowed, long EnableEpochId);
