namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>Which process does recurring work that is done once for all hosts, whichever of them it comes due on.</summary>
public interface IRecurringTurns
{
    /// <summary>Takes a turn; of all hosts one gets it.</summary>
    /// <param name="job">The work.</param>
    /// <param name="scheduledAt">When it came due, the same on every host.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    ValueTask<bool> TryTakeAsync(string job, DateTimeOffset scheduledAt, CancellationToken cancellationToken);
}
