using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Aggregation;

/// <summary>Which snapshots count for what is composed in an epoch: those that this node built, unless consensus has decided on others already.</summary>
internal sealed class UnderlyingSnapshots(IStateStore store, IProtocolState protocol)
{
    /// <summary>Whether consensus can decide on others: the embedded protocol state decides on nothing but what this node submitted.</summary>
    public bool MayBeForeign => !protocol.DecidesAtOnce;

    /// <summary>The snapshots that aggregates stand on in the epoch of a job, by project; projects that have none are left out.</summary>
    public async ValueTask<IReadOnlyDictionary<string, UnderlyingSnapshot>> ReadAsync(Job job, IEnumerable<AggregateProject> aggregates, CancellationToken cancellationToken)
    {
        string[] ids = [.. aggregates.SelectMany(static project => project.Underlying).Distinct(StringComparer.Ordinal)];
        var own = await BuiltOf.JobAsync(store, job, ids, cancellationToken);
        var decided = MayBeForeign ? await store.DecidedCidsAsync(job.EpochId, ids, cancellationToken) : new Cid?[ids.Length];
        var counted = new Dictionary<string, UnderlyingSnapshot>(ids.Length, StringComparer.Ordinal);
        for (var i = 0; i < ids.Length; i++)
        {
            if ((decided[i] ?? own[i]) is { } cid) counted.Add(ids[i], new UnderlyingSnapshot(cid, cid != own[i]));
        }

        return counted;
    }
}
