namespace Snapshotter.Core.Jobs.Ledger;

/// <summary>A page of a list of jobs, the latest first.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="Next">Where the next page begins, or null when this is the last.</param>
public sealed record JobPage(IReadOnlyList<JobRecord> Jobs, long? Next);
