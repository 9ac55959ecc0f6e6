using Snapshotter.Core.Jobs.Ledger;

namespace Snapshotter.Core.Jobs.Workers;

/// <summary>The one process that holds its data folder.</summary>
public sealed class LocalWorkers(OwnSign own, JobJournal journal) : IWorkerBoard
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WorkerSign>> AllAsync(CancellationToken cancellationToken) => new([own.Now(Environment.MachineName, journal.BeatAt)]);
}
