namespace Snapshotter.Core.Jobs;

/// <summary>A job that was given up.</summary>
/// <param name="Job">The job, with the number of attempts made.</param>
/// <param name="Reason">Why.</param>
/// <param name="DiedAt">Unix seconds.</param>
public sealed record DeadJob(Job Job, string Reason, long DiedAt);
