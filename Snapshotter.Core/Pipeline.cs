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
    private readonly IPipelinePart[] _parts;
    private readonly RoleOptions _roles;
    private readonly IDetectorTurn _turn;

    /// <summary>Puts the parts together. <paramref name="closer"/> is taken so that it listens before anything runs.</summary>
    public Pipeline(
        IEpochSource source, JobRunner runner, EpochTracker tracker, EpochCloser closer, IStateStore store, PipelineProgress progress,
        IEnumerable<IPipelinePart> parts, RoleOptions roles, IDetectorTurn turn)
    {
        ArgumentNullException.ThrowIfNull(closer);
        _source = source;
        _runner = runner;
        _tracker = tracker;
        _store = store;
        _progress = progress;
        _parts = [.. parts];
        _roles = roles;
        _turn = turn;
    }

    /// <summary>Takes up what an earlier start left, and runs until cancelled or until the source has no more epochs and every job has ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _tracker.ResumeAsync(cancellationToken);
        _progress.Resumed(await _store.CurrentEpochAsync(cancellationToken));

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var detecting = _roles.Detector ? _turn.RunAsync(DetectAsync, stopping.Token) : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping.Token);
        await UntilOneEndsAsync([detecting, .. InEveryRole(stopping.Token)], stopping);
    }

    /// <summary>Runs without releasing epochs until cancelled: the source has no more, but the operator may have jobs done again.</summary>
    public async Task StandByAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await UntilOneEndsAsync([.. InEveryRole(stopping.Token)], stopping);
    }

    private Task[] InEveryRole(CancellationToken cancellationToken) =>
    [
        _roles.Worker ? _runner.RunAsync(cancellationToken) : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken),
        .. _parts.Where(static part => part.IsForEveryRole).Select(part => part.RunAsync(cancellationToken)),
    ];

    private async Task DetectAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await UntilOneEndsAsync([FollowToTheEndAsync(stopping.Token), .. _parts.Where(static part => !part.IsForEveryRole).Select(part => part.RunAsync(stopping.Token))], stopping);
    }

    /// <summary>Whichever ends first, the source at its end or another for a fault, takes the others with it.</summary>
    private static async Task UntilOneEndsAsync(Task[] tasks, CancellationTokenSource stopping)
    {
        try
        {
            await await Task.WhenAny(tasks);
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowToTheEndAsync(CancellationToken cancellationToken)
    {
        await _source.RunAsync(cancellationToken);
        await _tracker.WaitForRoomAsync(1, cancellationToken);
        _progress.Finished();
    }
}
