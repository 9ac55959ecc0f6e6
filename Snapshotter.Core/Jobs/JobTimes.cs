namespace Snapshotter.Core.Jobs;

/// <summary>What a queue keeps of a job's times and is told again with its result, so that it need not look.</summary>
/// <param name="QueuedAt">When it was queued, in Unix milliseconds; 0 where that is not known.</param>
/// <param name="StartedAt">When it was leased, in Unix milliseconds.</param>
internal sealed record JobTimes(long QueuedAt, long StartedAt);
