namespace Snapshotter.Core.Jobs.Workers;

/// <summary>A job in the hands of a worker.</summary>
/// <param name="Id">The queue's id.</param>
/// <param name="Kind">Who handles it.</param>
/// <param name="EpochId">The epoch it belongs to.</param>
/// <param name="Key">Tells it from others of its kind and epoch.</param>
/// <param name="Attempt">The attempt it is at.</param>
/// <param name="Since">When the worker took it.</param>
public sealed record WorkerJob(long Id, string Kind, long EpochId, string Key, int Attempt, DateTimeOffset Since);
