namespace Snapshotter.Api.LocalNetwork.Watching;

/// <summary>What one node submitted for a project.</summary>
/// <param name="Cid">The CID.</param>
/// <param name="IsLate">Whether it came after the window and does not count.</param>
internal sealed record Submission(string Cid, bool IsLate);
