using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core;

/// <summary>The pipeline as a whole: cuts epochs, runs their jobs, and knows when there is nothing left to do.</summary>
public sealed class Pipeline
{
    private readonly IEpochSource _source;
    private readonly JobRunner _runner;
    private readonly EpochTracker _tracker;
    private readonly IStateStore _store;
    private readonly PipelineProgress _progress;

    /// <summary>Puts the parts together. <paramref name="closer"/> is taken so that it listens before anything runs.</summary>
    public Pipeline(
        IEpochSource source, JobRunner runner, EpochTracker tracker, EpochCloser closer, IStateStore store, PipelineProgress progress)
    {
        ArgumentNullException.ThrowIfNull(closer);
        _source = source;
        _runner = runner;
        _tracker = tracker;
        _store = store;
        _progress = progress;
    }

    /// <summary>Takes up what an earlier start left, and runs until cancelled or until the source has no more epochs and every job has ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _tracker.ResumeAsync(cancellationToken);
        _progress.Resumed(await _store.CurrentEpochAsync(cancellationToken));

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var jobs = _runner.RunAsync(stopping.Token);
        var following = FollowToTheEndAsync(stopping.Token);
        try
        {
            // Whichever ends first for another reason than the end of the source takes the other with it.
            await await Task.WhenAny(jobs, following);
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(jobs, following).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowToTheEndAsync(CancellationToken cancellationToken)
    {
        await _source.RunAsync(cancellationToken);
        await _tracker.WaitForRoomAsync(1, cancellationToken);
    }
}
