namespace Snapshotter.Core.Jobs.Ledger;

/// <summary>A job in the hands of a worker.</summary>
/// <param name="Job">The job.</param>
/// <param name="Since">When the worker took it.</param>
public sealed record RunningJob(Job Job, DateTimeOffset Since);
