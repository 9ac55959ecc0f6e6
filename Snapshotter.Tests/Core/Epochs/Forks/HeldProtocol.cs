using System.Collections.Concurrent;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Core.Epochs.Forks;

/// <summary>The embedded protocol state, which lets a test hold submissions of epochs back.</summary>
internal sealed class HeldProtocol(IProtocolState inner) : IProtocolState
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _held = new();

    /// <summary>Epochs of which a submission waits.</summary>
    public ConcurrentDictionary<long, byte> Waiting { get; } = new();

    public bool DecidesAtOnce => inner.DecidesAtOnce;

    public void Hold(long epochId) => _held.TryAdd(epochId, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public bool Holds(long epochId) => _held.ContainsKey(epochId);

    public void LetGo(long epochId)
    {
        if (_held.TryRemove(epochId, out var held)) held.TrySetResult();
    }

    public async ValueTask<IReadOnlyList<SubmissionVerdict>> SubmitAsync(IReadOnlyList<BuiltSnapshot> submissions, CancellationToken cancellationToken)
    {
        var epochId = submissions[0].EpochId;
        if (_held.TryGetValue(epochId, out var held))
        {
            Waiting[epochId] = 0;
            await held.Task.WaitAsync(cancellationToken);
        }

        return await inner.SubmitAsync(submissions, cancellationToken);
    }

    public ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) => inner.CurrentEpochAsync(cancellationToken);

    public ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) => inner.EpochAsync(epochId, cancellationToken);

    public ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken) => inner.FirstEpochAsync(projectId, cancellationToken);

    public ValueTask<long> LastFinalizedAsync(string projectId, CancellationToken cancellationToken) => inner.LastFinalizedAsync(projectId, cancellationToken);

    public ValueTask<IReadOnlyList<string>?> ProjectsAsync(bool isFirst, CancellationToken cancellationToken) => inner.ProjectsAsync(isFirst, cancellationToken);

    public ValueTask<IReadOnlyList<Cid?>> ConsensusAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) => inner.ConsensusAsync(epochId, projectIds, cancellationToken);

    public ValueTask<IReadOnlyList<Cid?>> FinalizedAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) => inner.FinalizedAsync(epochId, projectIds, cancellationToken);
}
