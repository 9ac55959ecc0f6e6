namespace Snapshotter.Core.Jobs;

/// <summary>The number of jobs by state.</summary>
/// <param name="Waiting">Due now or later.</param>
/// <param name="Leased">With a worker.</param>
/// <param name="Dead">Given up, with a reason.</param>
public sealed record QueueDepth(long Waiting, long Leased, long Dead);
