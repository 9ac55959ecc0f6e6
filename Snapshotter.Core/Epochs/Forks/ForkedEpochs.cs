using Snapshotter.Core.Chain;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Epochs.Forks;

/// <summary>
/// Takes the epochs of replaced blocks back: those of which nothing was submitted lose all that was built and are listed to be built anew, the others are
/// marked. All of it is one transaction with the new header chain, so that a death in the middle leaves either chain and never half of one.
/// </summary>
public sealed class ForkedEpochs(IStateStore store, SourceHistoryStore histories, SigningGate signing, OpenEpochs open, EpochTracker tracker, TimeProvider time)
{
    /// <summary>Takes them back.</summary>
    /// <param name="history">The history before.</param>
    /// <param name="after">The header chain that is true now.</param>
    /// <param name="forkPoint">The first block that was replaced.</param>
    /// <param name="cancellationToken">Cancels it while nothing is written.</param>
    /// <returns>The epochs, in ascending order.</returns>
    /// <exception cref="StorageException">Nothing was written.</exception>
    public async ValueTask<IReadOnlyList<ForkedEpoch>> TakeAsync(SourceHistory history, KeptHeaders after, long forkPoint, CancellationToken cancellationToken)
    {
        var touched = await TouchedAsync(after, forkPoint, cancellationToken);
        var forked = await signing.RunAsync(async () =>
        {
            while (true)
            {
                var epochs = await JudgeAsync(touched, history, after, cancellationToken);
                if (await histories.CommitAsync(ChangeOf(epochs), AfterOf(history, after, epochs, touched), cancellationToken)) return epochs;

                // Something was submitted since it was judged.
            }
        }, cancellationToken);

        foreach (var rebuilt in forked.Where(static epoch => epoch.IsRebuilt))
        {
            open.Discard(rebuilt.EpochId);
            tracker.Withdrawn(rebuilt.EpochId);
        }

        return forked;
    }

    private async ValueTask<IReadOnlyList<ReleasedEpoch>> TouchedAsync(KeptHeaders after, long forkPoint, CancellationToken cancellationToken)
    {
        var touched = new List<ReleasedEpoch>();
        if (await store.CurrentEpochAsync(cancellationToken) is not { } current) return touched;

        // An epoch has at least one block, and ids may be left out between two of them.
        for (var id = current.Epoch.Id; id > current.Epoch.Id - (after.Last - forkPoint + 1); id--)
        {
            if (await store.EpochAsync(id, cancellationToken) is not { } epoch) continue;
            if (epoch.Epoch.End < forkPoint) break;
            if (after.At(epoch.Epoch.End) is not null) touched.Add(epoch);
        }

        touched.Reverse();
        return touched;
    }

    private async ValueTask<IReadOnlyList<ForkedEpoch>> JudgeAsync(IReadOnlyList<ReleasedEpoch> touched, SourceHistory history, KeptHeaders after, CancellationToken cancellationToken)
    {
        var forked = new List<ForkedEpoch>(touched.Count);
        foreach (var epoch in touched)
        {
            var now = after.At(epoch.Epoch.End)!.Value;
            var isSubmitted = await store.IsSubmittedAsync(epoch.Epoch.Id, cancellationToken);
            var old = history.RebuildOf(epoch.Epoch.Id)?.OldHash ?? epoch.EndHash;
            forked.Add(new ForkedEpoch(epoch.Epoch.Id, old, now, !isSubmitted));
        }

        return forked;
    }

    private StateChange ChangeOf(IReadOnlyList<ForkedEpoch> forked)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return new StateChange { Forked = forked, Transitions = [.. forked.Select(epoch => ForkNote.ToTransition(epoch, now))] };
    }

    private static SourceHistory AfterOf(SourceHistory history, KeptHeaders after, IReadOnlyList<ForkedEpoch> forked, IReadOnlyList<ReleasedEpoch> touched) => new(
        after,
        [
            .. history.Rebuilds.Concat(touched.Zip(forked).Where(static pair => pair.Second.IsRebuilt).Select(static pair => new RebuildEpoch(pair.First.Epoch, pair.Second.OldHash)))
                .DistinctBy(static rebuild => rebuild.Epoch.Id)
                .OrderBy(static rebuild => rebuild.Epoch.Id),
        ]);
}
