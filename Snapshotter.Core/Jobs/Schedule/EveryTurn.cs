namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>There is one process, and it takes every turn.</summary>
internal sealed class EveryTurn : IRecurringTurns
{
    public ValueTask<bool> TryTakeAsync(string job, DateTimeOffset scheduledAt, CancellationToken cancellationToken) => new(true);
}
