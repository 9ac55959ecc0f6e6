namespace Snapshotter.Core.Jobs.Ledger;

/// <summary>An attempt at a job that failed.</summary>
/// <param name="Job">The job as it was delivered.</param>
/// <param name="At">When it failed.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Detail">The exceptions with their types and places; empty when there was none.</param>
public sealed record FailedAttempt(Job Job, DateTimeOffset At, string Reason, string Detail);
