using System.Collections.Concurrent;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Core.Aggregation;

/// <summary>A contract that decides when a test says so. Reads are counted.</summary>
internal sealed class ScriptedProtocolState : IProtocolState
{
    public bool DecidesAtOnce { get; set; } = true;

    private readonly ConcurrentDictionary<string, long> _first = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(long EpochId, string ProjectId), Cid> _decided = new();
    private int _reads;

    public int Reads => _reads;

    public void Decide(long epochId, string projectId, Cid cid)
    {
        _first.TryAdd(projectId, epochId);
        _decided[(epochId, projectId)] = cid;
    }

    public ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return new(_first.GetValueOrDefault(projectId));
    }

    public ValueTask<IReadOnlyList<Cid?>> ConsensusAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return new([.. projectIds.Select(projectId => _decided.TryGetValue((epochId, projectId), out var cid) ? cid : (Cid?)null)]);
    }

    public ValueTask<long> LastFinalizedAsync(string projectId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>?> ProjectsAsync(bool isFirst, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<SubmissionVerdict>> SubmitAsync(IReadOnlyList<BuiltSnapshot> submissions, CancellationToken cancellationToken) => throw new NotSupportedException();
}
