using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Core.Aggregation;

/// <summary>Asks each question in a job of its own, whose result is then written.</summary>
internal sealed class JobByJob(HistoryWorld world, WindowOptions window) : IFinalizedHistory
{
    public ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken) =>
        AskAsync(history => history.FirstEpochAsync(projectId, cancellationToken));

    public ValueTask<HistoryEntry?> LatestAsync(string projectId, long beforeEpochId, CancellationToken cancellationToken) =>
        AskAsync(history => history.LatestAsync(projectId, beforeEpochId, cancellationToken));

    public ValueTask<ReadOnlyMemory<byte>?> AtAsync(string projectId, long epochId, CancellationToken cancellationToken) =>
        AskAsync(history => history.AtAsync(projectId, epochId, cancellationToken));

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> RangeAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        AskAsync(history => history.RangeAsync(projectId, fromEpochId, toEpochId, cancellationToken));

    public ValueTask<IReadOnlyList<CountedSnapshot>> CountedAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        AskAsync(history => history.CountedAsync(projectId, fromEpochId, toEpochId, cancellationToken));

    public ValueTask<ReadOnlyMemory<byte>?> SubmittedAsync(string projectId, long epochId, CancellationToken cancellationToken) =>
        AskAsync(history => history.SubmittedAsync(projectId, epochId, cancellationToken));

    public ValueTask<ReadOnlyMemory<byte>?> ContentAsync(Cid cid, CancellationToken cancellationToken) => AskAsync(history => history.ContentAsync(cid, cancellationToken));

    public ValueTask<WindowTail> TailAsync(string projectId, long epochId, TimeSpan time, CancellationToken cancellationToken) =>
        AskAsync(history => history.TailAsync(projectId, epochId, time, cancellationToken));

    public long EpochsIn(TimeSpan time) => window.EpochsIn(time);

    private async ValueTask<T> AskAsync<T>(Func<FinalizedHistory, ValueTask<T>> ask)
    {
        var history = new FinalizedHistory(world.State, world.Protocol, world.Contents, window);
        var answer = await ask(history);
        await world.State.CommitAsync(history.Into(epochId: 0, new StateChange()), CancellationToken.None);
        return answer;
    }
}
