using System.Collections.Concurrent;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Replay.Timelines;

/// <summary>The protocol state of a timeline: it accepts every submission, and has decided what the timeline's events said so far.</summary>
internal sealed class TimelineProtocolState(IStateStore store) : IProtocolState
{
    private readonly ConcurrentDictionary<(long EpochId, string ProjectId), Cid> _decided = new();
    private readonly ConcurrentDictionary<string, long> _first = new(StringComparer.Ordinal);

    /// <summary>An event: consensus decided.</summary>
    public void Decide(long epochId, string projectId, Cid cid)
    {
        _decided[(epochId, projectId)] = cid;
        _first.AddOrUpdate(projectId, epochId, (_, known) => Math.Min(known, epochId));
    }

    public bool DecidesAtOnce => false;

    public ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) => store.CurrentEpochAsync(cancellationToken);

    public ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) => store.EpochAsync(epochId, cancellationToken);

    /// <summary>None at the beginning: events of the timeline tell of all.</summary>
    public ValueTask<IReadOnlyList<string>?> ProjectsAsync(bool isFirst, CancellationToken cancellationToken) => new(isFirst ? [] : null);

    public ValueTask<IReadOnlyList<SubmissionVerdict>> SubmitAsync(IReadOnlyList<BuiltSnapshot> submissions, CancellationToken cancellationToken) =>
        new([.. submissions.Select(static _ => SubmissionVerdict.Accepted)]);

    public ValueTask<IReadOnlyList<Cid?>> ConsensusAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        new([.. projectIds.Select(id => _decided.TryGetValue((epochId, id), out var cid) ? cid : (Cid?)null)]);

    public ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken) => new(_first.GetValueOrDefault(projectId));

    public ValueTask<long> LastFinalizedAsync(string projectId, CancellationToken cancellationToken) =>
        new(_decided.Keys.Where(key => key.ProjectId == projectId).Select(static key => key.EpochId).DefaultIfEmpty(0).Max());
}
