namespace Snapshotter.Core.Protocol;

/// <summary>A project that the protocol state allows in an epoch.</summary>
/// <param name="ProjectId">The project, spelled as the protocol state told it last.</param>
/// <param name="IsGenesis">Whether the epoch is the first one released since an update allowed it (spec 4.5).</param>
public sealed record AllowedProject(string ProjectId, bool IsGenesis);
